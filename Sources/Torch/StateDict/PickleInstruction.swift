/// The instructions of a pickle that occur in PyTorch files; raw values are their bytes.
///
/// - Source: CPython, `Lib/pickletools.py`.
enum PickleInstruction: UInt8 {
  case stop = 0x2e  // STOP
  case version = 0x80  // PROTO
  case frame = 0x95  // FRAME
  case mark = 0x28  // MARK
  case pop = 0x30  // POP

  case none = 0x4e  // NONE
  case yes = 0x88  // NEWTRUE
  case no = 0x89  // NEWFALSE
  case int4 = 0x4a  // BININT
  case int1 = 0x4b  // BININT1
  case int2 = 0x4d  // BININT2
  case long1 = 0x8a  // LONG1
  case float = 0x47  // BINFLOAT, high byte first
  case text4 = 0x58  // BINUNICODE
  case text1 = 0x8c  // SHORT_BINUNICODE
  case text8 = 0x8d  // BINUNICODE8
  case ascii4 = 0x54  // BINSTRING, of Python 2
  case ascii1 = 0x55  // SHORT_BINSTRING, of Python 2

  case emptyTuple = 0x29  // EMPTY_TUPLE
  case tuple = 0x74  // TUPLE
  case tuple1 = 0x85  // TUPLE1
  case tuple2 = 0x86  // TUPLE2
  case tuple3 = 0x87  // TUPLE3
  case emptyList = 0x5d  // EMPTY_LIST
  case append = 0x61  // APPEND
  case appends = 0x65  // APPENDS
  case emptyDictionary = 0x7d  // EMPTY_DICT
  case setItem = 0x73  // SETITEM
  case setItems = 0x75  // SETITEMS

  case put1 = 0x71  // BINPUT
  case put4 = 0x72  // LONG_BINPUT
  case memoize = 0x94  // MEMOIZE
  case get1 = 0x68  // BINGET
  case get4 = 0x6a  // LONG_BINGET

  case global = 0x63  // GLOBAL
  case stackGlobal = 0x93  // STACK_GLOBAL
  case reduce = 0x52  // REDUCE
  case build = 0x62  // BUILD
  case persistent = 0x51  // BINPERSID
}
