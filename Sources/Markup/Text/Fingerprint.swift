/// FNV-1a, 64 bits, in hexadecimal: enough to notice an edit, the same on every machine.
package func fingerprint(of text: String) -> String {
  fingerprint(of: text.utf8)
}

/// The same for any bytes.
package func fingerprint(of bytes: some Sequence<UInt8>) -> String {
  let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
    (hash ^ UInt64(byte)) &* 0x100_0000_01b3
  }
  return String(hash, radix: 16)
}
