internal import Foundation
internal import Torch

/// The part of a checkpoint by which it knows its run, and notices that a bit of it has changed.
///
/// A disk may give other bytes than it was given, and a folder may hold the checkpoint of another run:
/// both would train on to wrong weights without a word.
enum CheckpointSeal {
  private static let runKey = "run"
  private static let contentKey = "fingerprint"

  /// The checkpoint with its run and the fingerprint of its whole content.
  static func sealed(_ checkpoint: Safetensors, run: String?) -> Safetensors {
    var sealed = checkpoint
    sealed.metadata[runKey] = run
    sealed.metadata[contentKey] = fingerprint(of: sealed)
    return sealed
  }

  /// Whether the content is what was written; also true for a checkpoint of an earlier version, which
  /// does not know.
  static func isWhole(_ checkpoint: Safetensors) -> Bool {
    guard let recorded = checkpoint.metadata[contentKey] else { return true }
    var content = checkpoint
    content.metadata[contentKey] = nil
    return fingerprint(of: content) == recorded
  }

  /// Whether the checkpoint belongs to a run, or does not know.
  static func belongs(_ checkpoint: Safetensors, to run: String?) -> Bool {
    guard let run, let recorded = checkpoint.metadata[runKey] else { return true }
    return run == recorded
  }

  /// The name of a run in its checkpoints, from the settings that decide its bits.
  ///
  /// A run that goes on after its end has another schedule and stays the same run.
  static func name(ofRunWith settings: [String: String]) -> String {
    var fingerprint = Fingerprint()
    for (path, value) in settings.sorted(by: { $0.key < $1.key })
    where !path.hasPrefix("plan.schedule.") {
      fingerprint.add("\(path)=\(value)")
    }
    return fingerprint.text
  }

  private static func fingerprint(of checkpoint: Safetensors) -> String {
    var fingerprint = Fingerprint()
    for (key, value) in checkpoint.metadata.sorted(by: { $0.key < $1.key }) {
      fingerprint.add("\(key)=\(value)")
    }
    for (key, tensor) in checkpoint.tensors.sorted(by: { $0.key < $1.key }) {
      fingerprint.add("\(key) \(tensor.type)")
      fingerprint.add(tensor)
    }
    return fingerprint.text
  }
}
