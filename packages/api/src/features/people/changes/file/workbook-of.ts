import { crc32, deflateRawSync } from 'node:zlib';

/** A ZIP archive of these files; `claims` says that a file unpacks to another size than it does. */
export function zipOf(files: Record<string, string>, claims: Record<string, number> = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims[name] ?? content.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, Buffer.from(name)]),
    );
    parts.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A cell of a test's workbook: a text, a number, or whatever XML. */
export type TestCell = string | number | { xml: string };

/** An XLSX workbook with these rows in its first sheet; `after` stands behind the rows of the sheet. */
export function workbookOf(
  rows: readonly (readonly TestCell[])[],
  { after = '', more = {} }: { after?: string; more?: Record<string, string> } = {},
): Buffer {
  const shared: string[] = [];
  const cell = (value: TestCell): string => {
    if (typeof value === 'object') return value.xml;
    if (typeof value === 'number') return `<c><v>${value}</v></c>`;
    return value ? `<c t="s"><v>${shared.push(value) - 1}</v></c>` : '<c/>';
  };
  const sheet = rows.map((cells, i) => `<row r="${i + 1}">${cells.map(cell).join('')}</row>`).join('');
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zipOf({
    'xl/workbook.xml': `<workbook xmlns:r="${relations}"><sheets><sheet name="Notes" sheetId="1" state="hidden" r:id="rId9"/><sheet name="People" sheetId="2" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData>${after}</worksheet>`,
    'xl/sharedStrings.xml': `<sst>${shared.map((text) => `<si><r><t>${escaped(text)}</t></r><rPh><t>unread</t></rPh></si>`).join('')}</sst>`,
    ...more,
  });
}
