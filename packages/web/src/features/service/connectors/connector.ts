import { words } from '../../../lib/words.ts';

/** A connector as its list and its page have it. */
export interface Connector {
  id: string;
  kind: string;
  name: string;
  url: string;
  settingValues: readonly { name: string; value: string }[];
  testedAt: string | null;
  testOutcome: string | null;
  testWords: string | null;
  testDetail: string | null;
  disabledAt: string | null;
  products: readonly { id: string; code: string; name: string }[];
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  WEBHOOK: 'Webhook',
  SQL_MAIL: 'SQL mail platform',
  MICROSOFT_365: 'Microsoft 365',
  LDAP: 'LDAP directory',
  SCIM: 'SCIM application',
};

export const kindWords = (kind: string): string => KIND_WORDS[kind] ?? words(kind);

/** How it stands by what is known: it was tested, it is gone, or nothing is known against it. */
export function stateOf({
  kind,
  disabledAt,
  testedAt,
  testOutcome,
}: Pick<Connector, 'kind' | 'disabledAt' | 'testedAt' | 'testOutcome'>) {
  if (disabledAt) return { state: 'FAILED', label: 'Gone', since: disabledAt };
  if (kind === 'WEBHOOK') return { state: 'ACTIVE', label: 'In use', since: null };
  if (testOutcome === 'DONE') return { state: 'ACTIVE', label: 'Tested', since: testedAt };
  if (testOutcome) return { state: 'FAILED', label: 'Test failed', since: testedAt };
  return { state: 'NONE', label: 'Not tested', since: null };
}
