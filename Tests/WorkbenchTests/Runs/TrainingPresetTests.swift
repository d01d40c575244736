import Testing
import WKD
import Workbench

@Suite struct TrainingPresetTests {
  @Test("a student is smaller than its teacher in every preset, and the sizes grow")
  func sizes() {
    let presets = Preset.allCases.map(TrainingPreset.named)
    for preset in presets {
      let costs = [preset.teacher, preset.student].map { $0.costs(height: 32, width: 32) }
      #expect(costs[1].parameterCount < costs[0].parameterCount)
      #expect(preset.student.blocks <= preset.teacher.blocks)
      #expect(preset.studentDiscriminator.baseWidth < preset.teacherDiscriminator.baseWidth)
      #expect(preset.size.isMultiple(of: 8) && preset.loadSize >= preset.size)
      #expect(preset.size >> preset.studentDiscriminator.layers >= 4)
    }
    #expect(presets.map(\.size) == [32, 64, 128, 256])
  }

  @Test("the paper's sizes are those of the publications")
  func paper() {
    let paper = TrainingPreset.named(.paper)
    #expect(paper.size == 256 && paper.loadSize == 286 && paper.epochs == 200)
    #expect((paper.teacher.baseWidth, paper.teacher.blocks) == (64, 9))
    #expect(paper.teacherBatch == 1 && paper.teacherSteps == nil && paper.alpha == 0.4)
  }

  @Test("a choice among three values takes that of full for the paper")
  func choice() {
    #expect(Preset.allCases.map { $0.choose(smoke: 1, quick: 2, full: 3) } == [1, 2, 3, 3])
  }
}
