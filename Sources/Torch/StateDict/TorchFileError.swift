/// Why a PyTorch file was refused.
public enum TorchFileError: Error, Equatable, CustomStringConvertible {
  /// The file contradicts itself or ends too early.
  case damaged(String)
  /// The file asks for something of Python that is neither a tensor nor its container.
  case foreign(global: String)
  /// The file is whole, but holds what is not read here.
  case unsupported(String)

  /// The reason, and what to do next.
  public var description: String {
    switch self {
    case .damaged(let reason): "not a whole PyTorch file (\(reason)): copy or download it again"
    case .foreign(let global):
      "the file asks to run \(global), and nothing in it is run: load it where you trust it, and "
        + "save model.state_dict() alone"
    case .unsupported(let what):
      "the file holds \(what), which is not read here: load it in Python and save its tensors with "
        + "safetensors.torch.save_file"
    }
  }
}
