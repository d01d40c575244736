/// The five kinds of blocks of Inception v3.
///
/// - Source: Szegedy et al., "Rethinking the Inception architecture", CVPR 2016; widths and keys as
///   in torchvision's `inception_v3`, pools as in the network of Heusel et al.
enum InceptionPlans {
  /// 35 by 35 places.
  static func a(pool: Int) -> InceptionPlan {
    [
      (.none, [.init("branch1x1", 64)], []),
      (.none, [.init("branch5x5_1", 48), .init("branch5x5_2", 64, 5, 5)], []),
      (
        .none,
        [
          .init("branch3x3dbl_1", 64), .init("branch3x3dbl_2", 96, 3, 3),
          .init("branch3x3dbl_3", 96, 3, 3),
        ], []
      ),
      (.average, [.init("branch_pool", pool)], []),
    ]
  }

  /// From 35 by 35 places to 17 by 17.
  static var b: InceptionPlan {
    [
      (.none, [.init("branch3x3", 384, 3, 3, stride: 2)], []),
      (
        .none,
        [
          .init("branch3x3dbl_1", 64), .init("branch3x3dbl_2", 96, 3, 3),
          .init("branch3x3dbl_3", 96, 3, 3, stride: 2),
        ], []
      ),
      (.largestOfHalf, [], []),
    ]
  }

  /// 17 by 17 places; `width` is that of the long kernels.
  static func c(width: Int) -> InceptionPlan {
    [
      (.none, [.init("branch1x1", 192)], []),
      (
        .none,
        [
          .init("branch7x7_1", width), .init("branch7x7_2", width, 1, 7),
          .init("branch7x7_3", 192, 7, 1),
        ], []
      ),
      (
        .none,
        [
          .init("branch7x7dbl_1", width), .init("branch7x7dbl_2", width, 7, 1),
          .init("branch7x7dbl_3", width, 1, 7), .init("branch7x7dbl_4", width, 7, 1),
          .init("branch7x7dbl_5", 192, 1, 7),
        ], []
      ),
      (.average, [.init("branch_pool", 192)], []),
    ]
  }

  /// From 17 by 17 places to 8 by 8.
  static var d: InceptionPlan {
    [
      (.none, [.init("branch3x3_1", 192), .init("branch3x3_2", 320, 3, 3, stride: 2)], []),
      (
        .none,
        [
          .init("branch7x7x3_1", 192), .init("branch7x7x3_2", 192, 1, 7),
          .init("branch7x7x3_3", 192, 7, 1), .init("branch7x7x3_4", 192, 3, 3, stride: 2),
        ], []
      ),
      (.largestOfHalf, [], []),
    ]
  }

  /// 8 by 8 places.
  static func e(pool: InceptionBlock.Pool) -> InceptionPlan {
    [
      (.none, [.init("branch1x1", 320)], []),
      (
        .none, [.init("branch3x3_1", 384)],
        [.init("branch3x3_2a", 384, 1, 3), .init("branch3x3_2b", 384, 3, 1)]
      ),
      (
        .none, [.init("branch3x3dbl_1", 448), .init("branch3x3dbl_2", 384, 3, 3)],
        [.init("branch3x3dbl_3a", 384, 1, 3), .init("branch3x3dbl_3b", 384, 3, 1)]
      ),
      (pool, [.init("branch_pool", 192)], []),
    ]
  }
}
