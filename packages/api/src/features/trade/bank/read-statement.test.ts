import { describe, expect, test } from 'vitest';
import { readStatement } from './read-statement.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const COLUMNS = { on: 'Date', amount: 'Paid in', paidOut: 'Paid out', reference: 'Description' };
const refusal = async (
  content: Uint8Array | string,
  columns: typeof COLUMNS | null = COLUMNS,
): Promise<string> => {
  const problem = await readStatement(typeof content === 'string' ? bytes(content) : content, columns).then(
    () => undefined,
    (error) => error,
  );
  return problem?.fields?.[0]?.message;
};
const entry = (inside: string, side = 'CRDT') =>
  `<Ntry><Amt Ccy="GBP">120.00</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt>${inside}</Ntry>`;
const camt = (...entries: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
   <Acct><Id><IBAN>GB33BUKB20000012345678</IBAN></Id></Acct>${entries.join('\n')}</Stmt></BkToCstmrStmt></Document>`;

describe('[B7] CAMT.053', () => {
  test('gives each entry with who paid and what was written', async () => {
    const file = camt(
      entry(
        '<AcctSvcrRef>A1</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>Globex &amp; Sons</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>NW-000042</Ustrd></RmtInf></TxDtls></NtryDtls>',
      ),
      entry('<AddtlNtryInf>Charges</AddtlNtryInf>', 'DBIT'),
      entry('').replace('BOOK', 'PDNG'),
    );
    const read = await readStatement(bytes(file), null);
    expect(read).toMatchObject({
      format: 'CAMT',
      accounts: ['GB33BUKB20000012345678'],
      entries: [
        {
          bankId: 'A1',
          on: '2026-11-03',
          amountMinor: 12_000,
          currency: 'GBP',
          payer: 'Globex & Sons',
          reference: 'NW-000042',
        },
        { bankId: null, amountMinor: -12_000, reference: 'Charges' },
      ],
    });
    expect(new Set(read.keys).size).toBe(2);
  });

  test('gives each payment of an entry that gathers several', async () => {
    const part = (sum: string, name: string) =>
      `<TxDtls><Amt Ccy="GBP">${sum}</Amt><RltdPties><Dbtr><Nm>${name}</Nm></Dbtr></RltdPties></TxDtls>`;
    const gathered = entry(
      `<NtryRef>B</NtryRef><NtryDtls>${part('100', 'One')}${part('20.00', 'Two')}</NtryDtls>`,
    );
    expect((await readStatement(bytes(camt(gathered)), null)).entries).toMatchObject([
      { bankId: 'B/1', amountMinor: 10_000, payer: 'One' },
      { bankId: 'B/2', amountMinor: 2_000, payer: 'Two' },
    ]);
  });

  test('is refused where it is torn, is something else, or declares entities', async () => {
    expect(await refusal(camt(entry('')).slice(0, 300))).toMatch(/^Line \d+: The file is torn or is not XML/);
    expect(await refusal(camt().replaceAll('BkToCstmrStmt', 'BkToCstmrAcctRpt'))).toMatch(
      /^This is CAMT.052\./,
    );
    expect(await refusal(camt(entry('').replace('120.00', '12x')))).toBe(
      'Entry 1, Amt: Must be an amount such as 1234.50.',
    );
    expect(await refusal(camt(entry('').replace('GBP', 'JPY')))).toMatch(/not JPY/);
    expect(
      await refusal(
        `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document>&x;</Document>`,
      ),
    ).toMatch(/document type/);
    expect(await refusal(`<a>${'<b>'.repeat(60)}`)).toMatch(/no bank statement/);
  });
});

describe('[B7] OFX', () => {
  const ofx = (entries: string) =>
    `OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>GBP<BANKACCTFROM><BANKID>200000<ACCTID>12345678</BANKACCTFROM><BANKTRANLIST>${entries}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;
  test('is read as SGML and as XML', async () => {
    const sgml =
      '<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261103120000[0:GMT]<TRNAMT>120.00<FITID>F1<NAME>Globex &amp; Sons<MEMO>NW 42\n</STMTTRN>';
    const xml =
      '<STMTTRN><DTPOSTED>20261103</DTPOSTED><TRNAMT>120.00</TRNAMT><FITID>F1</FITID><NAME>Globex &amp; Sons</NAME><MEMO>NW 42</MEMO></STMTTRN>';
    for (const file of [ofx(sgml), ofx(xml)])
      expect(await readStatement(bytes(file), null)).toMatchObject({
        format: 'OFX',
        accounts: ['200000 12345678'],
        entries: [
          { bankId: 'F1', on: '2026-11-03', amountMinor: 12_000, payer: 'Globex & Sons', reference: 'NW 42' },
        ],
      });
  });

  test('is refused where it breaks off, or an entry is wrong', async () => {
    expect(await refusal(ofx('').slice(0, -6))).toMatch(/breaks off/);
    expect(await refusal(ofx('<STMTTRN><DTPOSTED>20261303<TRNAMT>1</STMTTRN>'))).toMatch(
      /^Entry 1, DTPOSTED/,
    );
  });
});

describe('[B7] CSV', () => {
  const HEAD = 'Date,Description,Paid in,Paid out';
  test('is read by the titles of its columns, whatever stands above them and however it is encoded', async () => {
    const file = `Account: 12345678\n\n${HEAD}\n03/11/2026,"CAFÉ, NW-000042","1,200.50",\n3 Nov 2026,Fees,,£4.20\n`;
    for (const content of [
      bytes(file),
      Buffer.from(`\uFEFF${file}`, 'utf16le'),
      Buffer.from(file, 'latin1'),
      bytes(`\uFEFF${file.replaceAll('\n', '\r\n')}`),
    ])
      expect((await readStatement(content, COLUMNS)).entries).toMatchObject([
        { on: '2026-11-03', amountMinor: 120_050, reference: 'CAFÉ, NW-000042' },
        { on: '2026-11-03', amountMinor: -420, reference: 'Fees' },
      ]);
  });

  test('tells two like entries of a day apart, and knows them again in another file', async () => {
    const line = '03/11/2026,Same,1.00,';
    const first = await readStatement(bytes([HEAD, line, line].join('\n')), COLUMNS);
    const second = await readStatement(bytes([HEAD, '02/11/2026,Other,5.00,', line].join('\n')), COLUMNS);
    expect(new Set(first.keys).size).toBe(2);
    expect(second.keys[1]).toBe(first.keys[0]);
  });

  test('is refused with what is wrong and where', async () => {
    expect(await refusal('')).toBe('The file is empty.');
    expect(await refusal(HEAD)).toBe('Has a heading but no lines.');
    expect(await refusal('Day,Text,Sum\n1,2,3')).toBe('Has no column “Date”. It has: Day, Text, Sum.');
    expect(await refusal(`${HEAD}\n11/31/2026,A,1,`)).toBe(
      'Line 2, Date: Must be a day such as 03/11/2026 or 2026-11-03.',
    );
    expect(await refusal(`${HEAD}\n03/11/2026,A,one,`)).toBe(
      'Line 2, Paid in: Must be an amount such as 1,234.50.',
    );
    expect(await refusal(`${HEAD}\n03/11/2026,"A,1,`)).toMatch(/^Line \d+ has a quotation mark/);
    expect(await refusal('%PDF-1.7')).toMatch(/no bank statement/);
    expect(await refusal(new Uint8Array([0, 1, 2, 0, 3]))).toMatch(/no bank statement/);
    expect(await refusal(`${HEAD}\n03/11/2026,A,1,`, null)).toBe(
      'Must say which column is what, for a CSV file.',
    );
    expect(await refusal(new Uint8Array(10 * 1024 * 1024 + 1))).toMatch(/^May have at most 10 MiB/);
  });
});
