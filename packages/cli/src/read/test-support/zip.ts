import { crc32, deflateRawSync } from 'node:zlib';

/** A member to pack, as tests need it. */
export interface Member {
  name: string;
  content: Uint8Array | string;
  /** 8 is deflate, 0 is as it stands. */
  method?: number;
  encrypted?: boolean;
  /** A checksum that is not that of the content. */
  wrongSum?: boolean;
}

/** Packs a zip archive, written from the positions of the specification (APPNOTE.TXT 4.3) and by no library. */
export function zipOf(members: Member[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method = 8, encrypted = false, wrongSum = false } of members) {
    const raw = Buffer.from(content as Uint8Array);
    const packed = method === 8 ? deflateRawSync(raw) : raw;
    const title = Buffer.from(name);
    // From "general purpose bit flag" to "extra field length": the same in both headers. Bit 11 is UTF-8.
    const common = Buffer.alloc(24);
    common.writeUInt16LE(0x800 | (encrypted ? 1 : 0), 0);
    common.writeUInt16LE(method, 2);
    common.writeUInt32LE(wrongSum ? 1 : crc32(raw), 8);
    common.writeUInt32LE(packed.length, 12);
    common.writeUInt32LE(raw.length, 16);
    common.writeUInt16LE(title.length, 20);
    const start = Buffer.alloc(4);
    start.writeUInt32LE(offset);
    const local = Buffer.concat([Buffer.from('PK\x03\x04\x14\0', 'latin1'), common, title, packed]);
    directory.push(Buffer.from('PK\x01\x02\x14\0\x14\0', 'latin1'), common, Buffer.alloc(10), start, title);
    locals.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, listed, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
