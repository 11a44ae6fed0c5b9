import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startVatRegisters, type VatRegistersStandIn } from '../../../demo/vat-registers.ts';
import { testConfig } from '../../../kernel/config.ts';
import { type VatRegisters, vatRegisters } from './vat-registers.ts';

const GLOBEX = { name: 'GLOBEX LTD', address: ['1 ALBION STREET', 'LEEDS', 'LS1 6AG'] };
const CORK = { name: 'CORK TEXTILES LTD', address: ['12 PENROSE QUAY', 'CORK'] };
const SELLER = 'GB123456782';

let outside: VatRegistersStandIn;
let registers: VatRegisters;

beforeAll(async () => {
  outside = await startVatRegisters({
    [SELLER]: { name: 'SELLER LTD', address: ['LEEDS', 'LS1 1AA'] },
    GB980780684: GLOBEX,
    IE6388047V: CORK,
    DE123456782: { name: 'NOT SAID', address: ['BERLIN'] },
  });
  registers = vatRegisters(testConfig({ hmrcUrl: outside.hmrcUrl, viesUrl: outside.viesUrl }));
});
beforeEach(() => {
  outside.behave('HMRC', 'normal');
  outside.behave('VIES', 'normal');
});
afterAll(() => outside.stop());

const hmrc = (number: string, requester: string | null = null) => registers.HMRC?.(number, requester);
const vies = (number: string, requester: string | null = null) => registers.VIES?.(number, requester);

describe('HMRC', () => {
  test('[B5] says whose a number is, and proves to a registered seller that it asked', async () => {
    expect(await hmrc('GB980780684', SELLER)).toEqual({
      answer: 'REGISTERED',
      name: 'GLOBEX LTD',
      address: '1 ALBION STREET, LEEDS, LS1 6AG',
      consultationNumber: expect.stringMatching(/^HM-/),
    });
    expect(await hmrc('GB980780684')).toMatchObject({ answer: 'REGISTERED', consultationNumber: null });
  });

  test('is asked without a seller that it does not know, or whose number is of another country', async () => {
    for (const seller of ['GB100123404', 'IE6388047V', 'GBGD001'])
      expect(await hmrc('GB980780684', seller)).toMatchObject({
        answer: 'REGISTERED',
        consultationNumber: null,
      });
  });

  test('[B5] says that a number is not registered', async () => {
    expect(await hmrc('GB100123404', SELLER)).toMatchObject({ answer: 'NOT_REGISTERED', name: null });
  });

  test('gives a new token where one was taken back', async () => {
    await hmrc('GB980780684');
    outside.revokeTokens();
    expect(await hmrc('GB980780684')).toMatchObject({ answer: 'REGISTERED' });
  });

  test('is not believed to have answered where it is down, garbled or does not know the application', async () => {
    outside.behave('HMRC', 'down');
    await expect(hmrc('GB980780684')).rejects.toThrow('cannot say (HTTP 500)');
    for (const behaviour of ['garbled', 'other'] as const) {
      outside.behave('HMRC', behaviour);
      await expect(hmrc('GB980780684')).rejects.toThrow('could not be read');
    }
    outside.behave('HMRC', 'normal');
    const url = new URL(outside.hmrcUrl);
    url.password = 'wrong';
    const { HMRC } = vatRegisters(testConfig({ hmrcUrl: url.href }));
    await expect(HMRC?.('GB980780684', null)).rejects.toThrow('credentials of this installation');
    const { HMRC: nobody } = vatRegisters(testConfig({ hmrcUrl: 'http://a:b@127.0.0.1:9' }));
    await expect(nobody?.('GB980780684', null)).rejects.toThrow('could not be reached');
  });
});

describe('VIES', () => {
  test('[B5] says whose a number is, as far as its country does', async () => {
    expect(await vies('IE6388047V', SELLER)).toEqual({
      answer: 'REGISTERED',
      name: 'CORK TEXTILES LTD',
      address: '12 PENROSE QUAY\nCORK',
      consultationNumber: null,
    });
    expect(await vies('DE123456782')).toMatchObject({ answer: 'REGISTERED', name: null, address: null });
  });

  test('answers sellers of Northern Ireland and of the Union with proof', async () => {
    for (const seller of ['XI123456782', 'IE6388047V'])
      expect(await vies('IE6388047V', seller)).toMatchObject({
        consultationNumber: expect.stringMatching(/^WAPI/),
      });
  });

  test('[B5] says that a number is not registered; that it cannot say is something else', async () => {
    expect(await vies('NL004495445B01')).toMatchObject({ answer: 'NOT_REGISTERED' });
    outside.behave('VIES', 'down');
    await expect(vies('IE6388047V')).rejects.toThrow('not available just now');
    for (const behaviour of ['garbled', 'other'] as const) {
      outside.behave('VIES', behaviour);
      await expect(vies('IE6388047V')).rejects.toThrow('could not be read');
    }
  });
});

test('what the operator has not set up is not there', () => {
  expect(vatRegisters(testConfig())).toEqual({});
});
