import { createHash } from 'node:crypto';

/** A page to be written; lengths in points. */
export interface PageSource {
  readonly width?: number;
  readonly height?: number;
  readonly cropBox?: readonly [number, number, number, number];
  /** Degrees clockwise. */
  readonly rotate?: number;
  /** Operators; the fonts are /Text (Helvetica) and /Code (Courier). */
  readonly content: string;
  /** Dictionaries of annotations, without their brackets. */
  readonly annotations?: readonly string[];
}

export interface PdfSource {
  readonly pages: readonly PageSource[];
  readonly title?: string;
  /** Encrypted by RC4 with 40 bits, the oldest of the ways: who knows the password may read it. */
  readonly password?: string;
  /** More objects: the bodies of objects from 100 on, named `/X100` and so on in the resources of every page. */
  readonly forms?: readonly string[];
}

const escape = (text: string): string => text.replace(/[\\()]/g, (mark) => `\\${mark}`);

/** A line of text from a place, counted from the page's lower left corner. */
export const line = (x: number, y: number, text: string, size = 12, font = 'Text'): string =>
  `BT /${font} ${size} Tf ${x} ${y} Td (${escape(text)}) Tj ET\n`;

/** A filled rectangle in a colour of three parts from 0 to 1. */
export const rectangle = (x: number, y: number, width: number, height: number, colour: string): string =>
  `${colour} rg ${x} ${y} ${width} ${height} re f\n`;

const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
const FILE_ID = Buffer.from('0123456789abcdef0123456789abcdef', 'hex');
const PERMISSIONS = -4;

function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + state[i]! + key[i % key.length]!) & 255;
    [state[i], state[j]] = [state[j]!, state[i]!];
  }
  let i = 0;
  let j = 0;
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) & 255;
      j = (j + state[i]!) & 255;
      [state[i], state[j]] = [state[j]!, state[i]!];
      return byte ^ state[(state[i]! + state[j]!) & 255]!;
    }),
  );
}

const md5 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('md5').update(Buffer.concat(parts)).digest();

/** The standard security handler, revision 2. */
class Encryption {
  readonly dictionary: string;
  readonly #key: Buffer;

  constructor(password: string) {
    const padded = Buffer.concat([Buffer.from(password, 'latin1'), PADDING]).subarray(0, 32);
    const owner = rc4(md5(padded).subarray(0, 5), padded);
    const permissions = Buffer.alloc(4);
    permissions.writeInt32LE(PERMISSIONS);
    this.#key = md5(padded, owner, permissions, FILE_ID).subarray(0, 5);
    const user = rc4(this.#key, PADDING);
    const hex = (bytes: Buffer): string => `<${bytes.toString('hex')}>`;
    this.dictionary = `<< /Filter /Standard /V 1 /R 2 /O ${hex(owner)} /U ${hex(user)} /P ${PERMISSIONS} >>`;
  }

  of(object: number, data: Uint8Array): Buffer {
    const salt = Buffer.from([object & 255, object >> 8, 0, 0, 0]);
    return rc4(md5(this.#key, salt).subarray(0, 10), data);
  }
}

/** A PDF of this source, byte for byte the same each time. */
export function writePdf({ pages, title, password, forms = [] }: PdfSource): Buffer {
  const encryption = password === undefined ? null : new Encryption(password);
  const bodies = new Map<number, Buffer>();
  const put = (object: number, body: string | Buffer): void => {
    bodies.set(object, Buffer.isBuffer(body) ? body : Buffer.from(body, 'latin1'));
  };
  const stream = (object: number, entries: string, data: string): void => {
    const plain = Buffer.from(data, 'latin1');
    const bytes = encryption?.of(object, plain) ?? plain;
    const head = Buffer.from(`<< ${entries} /Length ${bytes.length} >>\nstream\n`, 'latin1');
    put(object, Buffer.concat([head, bytes, Buffer.from('\nendstream', 'latin1')]));
  };
  const firstPage = 1_000;
  const pageObject = (index: number): number => firstPage + index * 2;
  const names = forms.map((_, index) => `/X${100 + index} ${100 + index} 0 R`).join(' ');
  const resources = `<< /Font << /Text 3 0 R /Code 4 0 R >> /XObject << ${names} >> >>`;

  put(1, '<< /Type /Catalog /Pages 2 0 R >>');
  const kids = pages.map((_, index) => `${pageObject(index)} 0 R`).join(' ');
  put(2, `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
  put(3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  put(4, '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>');
  if (title !== undefined) {
    const utf16 = Buffer.from(`\ufeff${title}`, 'utf16le').swap16();
    put(5, `<< /Title <${(encryption?.of(5, utf16) ?? utf16).toString('hex')}> >>`);
  }
  if (encryption) put(6, encryption.dictionary);
  forms.forEach((content, index) => {
    const entries = `/Type /XObject /Subtype /Form /BBox [0 0 1000 1000] /Resources ${resources}`;
    stream(100 + index, entries, content);
  });
  pages.forEach(({ width = 612, height = 792, cropBox, rotate, content, annotations = [] }, index) => {
    const object = pageObject(index);
    const crop = cropBox ? ` /CropBox [${cropBox.join(' ')}]` : '';
    const turn = rotate === undefined ? '' : ` /Rotate ${rotate}`;
    const notes = annotations.map((each) => `<< /Type /Annot ${each} >>`).join(' ');
    put(
      object,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}]${crop}${turn} /Resources ${resources} ` +
        `/Contents ${object + 1} 0 R /Annots [${notes}] >>`,
    );
    stream(object + 1, '', content);
  });
  return assemble(bodies, [
    '/Root 1 0 R',
    ...(title === undefined ? [] : ['/Info 5 0 R']),
    ...(encryption ? ['/Encrypt 6 0 R'] : []),
    `/ID [<${FILE_ID.toString('hex')}> <${FILE_ID.toString('hex')}>]`,
  ]);
}

function assemble(bodies: ReadonlyMap<number, Buffer>, trailer: readonly string[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let at = parts[0]!.length;
  const write = (part: Buffer): void => {
    parts.push(part);
    at += part.length;
  };
  const offsets = new Map<number, number>();
  for (const [object, body] of bodies) {
    offsets.set(object, at);
    write(Buffer.concat([Buffer.from(`${object} 0 obj\n`), body, Buffer.from('\nendobj\n')]));
  }
  const table = at;
  const entries = [...offsets].map(
    ([object, offset]) => `${object} 1\n${String(offset).padStart(10, '0')} 00000 n \n`,
  );
  const size = Math.max(...bodies.keys()) + 1;
  write(Buffer.from(`xref\n0 1\n0000000000 65535 f \n${entries.join('')}`));
  write(Buffer.from(`trailer\n<< /Size ${size} ${trailer.join(' ')} >>\nstartxref\n${table}\n%%EOF\n`));
  return Buffer.concat(parts);
}
