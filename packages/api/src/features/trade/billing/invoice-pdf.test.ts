import { PNG } from 'pngjs';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, it } from 'vitest';
import type { InvoiceDocument } from './invoice-document.ts';
import { renderInvoicePdf } from './invoice-pdf.ts';
import { invoiceOf as invoice, lineOf as line } from './ubl/factory.ts';

async function pagesOf(document: InvoiceDocument): Promise<string[]> {
  const pdf = await getDocumentProxy(new Uint8Array(await renderInvoicePdf(document)));
  const { text } = await extractText(pdf, { mergePages: false });
  return text.map((page) => page.replace(/\s+/g, ' '));
}

async function textOf(document: InvoiceDocument): Promise<string> {
  return (await pagesOf(document)).join(' ');
}

describe('[B4] the PDF of an invoice', () => {
  it('says everything a full VAT invoice must say', async () => {
    const lines = [
      line('Mailbox Standard'),
      line('Mail archive', { from: '2026-10-12', unitMinor: 180 }),
      line('Printed guide', { vatRateBp: 0, unitMinor: 100 }),
    ];
    const text = await textOf(invoice({ taxPoint: '2026-10-15' }, lines));
    for (const part of [
      'Invoice NW-2026-000042',
      'From Northwind IT Limited 14 Canal Wharf Leeds LS11 5PS VAT number GB 123 4567 82',
      'Billed to Globex Ltd Accounts Payable 1 Springfield Way Reading RG1 1AA VAT number GB 980 7806 84',
      'Date of issue 31 October 2026',
      'Tax point 15 October 2026',
      'Due date 30 November 2026',
      'Customer number GLOBEX-01',
      'Mailbox Standard 1 – 31 Oct 2026 12 £4.50 20% £54.00',
      'Mail archive 12 – 31 Oct 2026 20 of 31 days 12 £1.80 20% £13.94',
      'Printed guide 1 – 31 Oct 2026 12 £1.00 0% £12.00',
      'Total excluding VAT £79.94',
      'VAT 20% on £67.94 £13.59',
      'VAT 0% on £12.00 £0.00',
      'Total VAT £13.59',
      'Total £93.53',
      'Amount due £93.53',
      '£93.53 due by 30 November 2026',
      'Sort code 20-30-45',
      'Account number 12345678',
      'IBAN GB29 NWBK 6016 1331 9268 19',
      'Reference NW-2026-000042',
      'Payment within 30 days',
      'Registered in England and Wales, company number 07654321',
      'Page 1 of 1',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('Draft');
  });

  it('is the same bytes for the same invoice, whatever was rendered in between', async () => {
    const first = await renderInvoicePdf(invoice());
    await renderInvoicePdf(invoice({}, [line('a -> b → c\u00a0d')]));
    expect((await renderInvoicePdf(invoice())).equals(first)).toBe(true);
  });

  it('carries title, author, language and the date of issue, and is tagged for screen readers', async () => {
    const pdf = await getDocumentProxy(new Uint8Array(await renderInvoicePdf(invoice())));
    const { info } = await getMeta(pdf);
    expect(info).toMatchObject({
      Title: 'Invoice NW-2026-000042',
      Author: 'Northwind IT Limited',
      Language: 'en-GB',
      CreationDate: 'D:20261031000000Z',
    });
    expect(JSON.stringify(await (await pdf.getPage(1)).getStructTree())).toMatch(/"H1".*"Table".*"TH".*"TD"/);
  });

  it('says in its XML what it is about, whatever a company is called', async () => {
    const called = { ...invoice().buyer, name: 'Söhne & <Töchter> "AG"</rdf:li>' };
    const pdf = await getDocumentProxy(new Uint8Array(await renderInvoicePdf(invoice({ buyer: called }))));
    const { info, metadata } = await getMeta(pdf);
    expect(info.Subject).toBe(`For ${called.name}`);
    expect(metadata.get('dc:description')).toBe(`For ${called.name}`);
  });

  it('keeps names as they are written, and shows a box for what the font lacks', async () => {
    const names = [
      'Łukasz Żółć',
      'Žofia Dvořáková',
      'Ολυμπία Παπαδοπούλου',
      'Жуковская',
      'Groß & Söhne',
      'Nguyễn',
    ];
    const decomposed = 'Zoe\u0308';
    const text = await textOf(
      invoice(
        {},
        [...names, decomposed, 'A漢字B', 'C👩‍👩‍👧D'].map((name) => line(name)),
      ),
    );
    for (const name of [...names, 'Zoë', 'A□□B', 'C□D']) expect(text).toContain(name);
  });

  it('of three hundred lines has each of them once, the header and the number on each page, and the totals once, on the first', async () => {
    const lines = Array.from({ length: 300 }, (_, index) =>
      line(`Mailbox ${String(index + 1).padStart(3, '0')}`),
    );
    const document = invoice({}, lines);
    const pages = await pagesOf(document);
    expect(pages.length).toBeGreaterThan(8);
    pages.forEach((page, index) => {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(page).toContain('Description Quantity Unit price VAT Net amount');
      expect(page).toContain('NW-2026-000042');
    });
    const printed = pages.join(' ').match(/Mailbox \d{3}/g);
    expect(printed).toEqual(lines.map(({ description }) => description));
    expect(pages[0]).toMatch(/Amount due £19,440.00.*Mailbox 001/); // 300 × 12 × £4.50, and 20 %
    expect(pages.join(' ').match(/Amount due/g)).toHaveLength(1);
    expect((await renderInvoicePdf(document)).length).toBeLessThan(500_000);
  });

  it.each([1, 2, 9, 10, 11, 12, 13, 14, 15, 16, 30, 31, 32, 33, 34])(
    'of %d lines has the totals on the first page: below the lines if they fit, else above them',
    async (count) => {
      const pages = await pagesOf(
        invoice(
          {},
          Array.from({ length: count }, () => line('Mailbox Standard')),
        ),
      );
      expect(pages[0]).toMatch(
        pages.length > 1 ? /Amount due.*Mailbox Standard/ : /Mailbox Standard.*Amount due/,
      );
      expect(pages.join(' ').match(/Mailbox Standard/g)).toHaveLength(count);
      expect(pages.at(-1)).toContain('Mailbox Standard');
    },
  );

  it('says the period of a line only where it is not that of the invoice', async () => {
    expect(await textOf(invoice())).toMatch(/Description Quantity.*Mailbox Standard 12 £4.50/);
    const whole = line('Mailbox Standard');
    const part = line('Mail archive', { from: '2026-10-12' });
    expect(await textOf(invoice({}, [whole, part]))).toContain('Mailbox Standard 1 – 31 Oct 2026 12');
  });

  it('wraps long descriptions and names, also without spaces, and loses nothing of them', async () => {
    const description = `${'Hosted exchange mailbox with shared calendar '.repeat(12)}${'x'.repeat(200)} end`;
    const buyer = { ...invoice().buyer, name: 'Donaudampfschifffahrts'.repeat(8) };
    const text = await textOf(invoice({ buyer }, [line(description)]));
    const packed = text.replaceAll(' ', '');
    expect(packed).toContain(description.replaceAll(' ', ''));
    expect(packed).toContain(buyer.name);
  });

  it('without a number is marked as a draft on each page and asks for no payment', async () => {
    const lines = Array.from({ length: 40 }, () => line('Mailbox Standard'));
    const pages = await pagesOf(invoice({ number: null }, lines));
    expect(pages).toHaveLength(2);
    for (const page of pages) expect(page).toMatch(/Draft(?! invoice)/);
    expect(pages.join(' ')).toContain('It is not a VAT invoice');
    expect(pages.join(' ')).not.toMatch(/Sort code|due by/);
  });

  it('of a seller that is not registered for VAT does not speak of VAT', async () => {
    const { seller } = invoice();
    const text = await textOf(
      invoice({ seller: { ...seller, vatNumber: null } }, [line('Mailbox', { vatRateBp: 0 })]),
    );
    expect(text).toContain('Amount due £54.00');
    expect(text.replace(/VAT number GB 980 7806 84/, '')).not.toMatch(/VAT|Tax point/);
  });

  it('shows a logo and names it for those who cannot see it', async () => {
    const png = PNG.sync.write(new PNG({ width: 40, height: 12, fill: true }));
    const rendered = await renderInvoicePdf(invoice({ branding: { accentColour: null, logo: png } }));
    expect(rendered.includes('/Subtype /Image')).toBe(true);
    expect(rendered.includes('/Alt (Northwind IT)')).toBe(true);
  });

  it('shows the name in place of a picture that cannot be read', async () => {
    const branding = { accentColour: 'red', logo: Buffer.from('GIF89a') };
    expect(await textOf(invoice({ branding }))).toMatch(/Northwind IT(?! Limited)/);
  });

  it('needs neither bank, addresses nor lines', async () => {
    const { seller, buyer } = invoice();
    const bare = invoice(
      {
        seller: { ...seller, addressLines: [], companyNumber: null, email: null, phone: null, bank: null },
        buyer: { ...buyer, addressLines: [''], attention: null, vatNumber: null, customerCode: null },
        dueDate: null,
        paymentTerms: null,
      },
      [],
    );
    expect(await textOf(bare)).toContain('Nothing to pay');
  });
});
