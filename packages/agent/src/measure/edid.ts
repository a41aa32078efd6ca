const header = [0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00];
const descriptors = [54, 72, 90, 108];
const nameTag = 0xfc;

/** The model's name from a display's EDID (VESA E-EDID 1.4, section 3.10.3); its serial number is not looked at. */
export function nameInEdid(edid: Uint8Array): string | undefined {
  if (edid.length < 128 || header.some((byte, n) => edid[n] !== byte)) return undefined;
  const at = descriptors.find((start) => [0, 0, 0, nameTag].every((byte, n) => edid[start + n] === byte));
  if (at === undefined) return undefined;
  const [name] = String.fromCharCode(...edid.subarray(at + 5, at + 18)).split('\n'); // 13 bytes, ended by a line feed
  return name?.trim();
}
