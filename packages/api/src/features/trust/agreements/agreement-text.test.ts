import { describe, expect, test } from 'vitest';
import { AGREEMENT } from './agreement-text.ts';

/** What a contract with a processor must say, by the letters of Art. 28 UK GDPR. */
const REQUIRED: [letter: string, clause: RegExp][] = [
  ['28(3): subject, purpose, nature', /Subject and purpose:.*Nature:/s],
  ['28(3): data subjects and kinds of data', /Data subjects:.*Personal data:/s],
  ['28(3): duration', /How long/],
  ['28(3)(a): documented instructions', /only on your documented instructions, including for transfers/],
  ['28(3)(b): confidentiality', /bound to keep it confidential/],
  ['28(3)(c): security', /Article 32/],
  ['28(2), (4): sub-processors', /authorise us in general.*object.*same duties/s],
  ['28(3)(e): rights of data subjects', /requests from data subjects/],
  ['28(3)(f): help with security, breaches, assessments', /impact assessments/],
  ['33(2): breach without undue delay', /personal data breach.*without undue delay/s],
  ['28(3)(g): return or erasure', /return your personal data.*or erase them, as you choose/s],
  ['28(3)(h): audit', /audits, including inspections/],
  ['28(3): warning of unlawful instructions', /breaks data protection law, we tell you/],
];

describe('[D1] the data processing agreement', () => {
  test.each(REQUIRED)('says what Art. %s requires', (_letter, clause) => {
    expect(AGREEMENT.text).toMatch(clause);
  });

  test('fits on about a page and is plain text', () => {
    expect(AGREEMENT.text.split(/\s+/).length).toBeLessThan(900);
    expect(AGREEMENT.text).not.toMatch(/[<>{}]/);
  });
});
