import { describe, expect, test } from 'vitest';
import { Problem } from '../../../../kernel/problem.ts';
import { openSheet, type SheetRow } from './sheet.ts';
import { workbookOf, zipOf } from './workbook-of.ts';

async function read(bytes: Uint8Array) {
  const { titles, rows } = await openSheet(bytes);
  const all: SheetRow[] = [];
  for await (const row of rows) all.push(row);
  return { titles, rows: all };
}
const refusal = async (bytes: Uint8Array): Promise<string> => {
  const error = await read(bytes).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Problem)) throw new Error('The file was read.', { cause: error });
  expect(error).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'file' }] });
  return error.fields[0]?.message ?? '';
};
const HEAD = ['First name', 'Last name', 'Mobile'];

describe('[U2] a workbook', () => {
  test('is read from its first visible sheet: shared and inline texts, numbers, gaps, blank rows', async () => {
    const rows = await read(
      workbookOf([
        HEAD,
        ['Zoë <& co>', 'Lovelace', 7.7009e9],
        [],
        [
          {
            xml: '<c r="B4" t="inlineStr"><is><t>Hop</t><t>per</t></is></c><c r="C4" t="n"><v>4.47700900124E+11</v></c>',
          },
        ],
        [{ xml: '<c t="b"><v>1</v></c><x:c t="str" xmlns:x="x"><x:v>Turing</x:v></x:c>' }],
      ]),
    );
    expect(rows.titles).toEqual(HEAD);
    expect(rows.rows.map(({ line, cells }) => [line, ...Array.from(cells, (cell) => cell ?? null)])).toEqual([
      [2, 'Zoë <& co>', 'Lovelace', '7700900000'],
      [4, null, 'Hopper', '447700900124'],
      [5, 'TRUE', 'Turing'],
    ]);
  });

  test('[S62] marks cells with formulas and errors, whatever they came to', async () => {
    const { rows } = await read(
      workbookOf([
        HEAD,
        [{ xml: '<c t="str"><f>CONCAT("A","da")</f><v>Ada</v></c>' }, { xml: '<c t="e"><v>#REF!</v></c>' }],
      ]),
    );
    expect([...(rows[0]?.wrong ?? [])]).toEqual([
      [0, 'Holds a formula: copy the column and paste its values.'],
      [1, 'Holds the error #REF!: type the value.'],
    ]);
  });

  test('of 50,000 rows is read, and others have their turn', async () => {
    let turns = 0;
    const count = setInterval(() => {
      turns += 1;
    }, 0);
    const file = workbookOf([HEAD, ...Array.from({ length: 50_000 }, (_, i) => [`Ada ${i}`, 'Lovelace', i])]);
    const { rows } = await read(file);
    clearInterval(count);
    expect(rows).toHaveLength(50_000);
    expect(turns).toBeGreaterThan(10);
    const more = workbookOf([HEAD, ...Array.from({ length: 50_001 }, () => ['Ada', 'Lovelace'])]);
    expect(await refusal(more)).toBe('May have at most 50,000 rows. Split the file into several.');
  });
});

describe('[S59] a workbook is refused, with what would be right', () => {
  const sheet = 'xl/worksheets/sheet1.xml';
  const parts = {
    'xl/workbook.xml': '<workbook><sheets><sheet r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  };
  const merged = { after: '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>' };

  test.each<[string, Uint8Array, string]>([
    [
      'another archive',
      zipOf({ 'readme.txt': 'Hello' }),
      'This is a ZIP archive, but not an Excel workbook.',
    ],
    ['an empty archive', zipOf({}), 'This is a ZIP archive, but not an Excel workbook.'],
    ['half a workbook', workbookOf([HEAD, ['Ada', 'L']]).subarray(0, 300), 'This workbook is damaged.'],
    ['no sheet', zipOf(parts), 'not an Excel workbook'],
    ['nothing in it', workbookOf([]), 'The file is empty.'],
    ['a heading alone', workbookOf([HEAD]), 'Has a heading but no rows.'],
    ['merged cells', workbookOf([HEAD, ['Ada', 'L']], merged), 'The cells A2:B2 are merged'],
    [
      'a formula in the heading',
      workbookOf([[{ xml: '<c><f>A2</f><v>1</v></c>' }], ['Ada']]),
      'Line 1 must name the columns',
    ],
    [
      'a column far out',
      workbookOf([HEAD, [{ xml: '<c r="XFD2"><v>1</v></c>' }]]),
      'May have at most 100 columns.',
    ],
    [
      'a document type',
      zipOf({ ...parts, [sheet]: '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>' }),
      'This workbook is damaged.',
    ],
    ['broken XML', zipOf({ ...parts, [sheet]: '<worksheet><sheetData>' }), 'This workbook is damaged.'],
    [
      'a bomb',
      zipOf({ ...parts, [sheet]: '<worksheet/>' }, { [sheet]: 500 * 1024 * 1024 }),
      'This workbook unpacks to more than a list of people can hold.',
    ],
    [
      'a bomb that says it is small',
      zipOf({ ...parts, [sheet]: `<worksheet>${' '.repeat(5_000_000)}</worksheet>` }, { [sheet]: 20 }),
      'This workbook is damaged.',
    ],
  ])('%s', async (_what, bytes, message) => expect(await refusal(bytes)).toContain(message));
});
