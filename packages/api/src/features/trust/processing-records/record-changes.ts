import { isDeepStrictEqual } from 'node:util';
import { PURPOSES } from '../../../kernel/personal-data.ts';
import type { ProcessingRecord } from './processing-record.entity.ts';

/** What a record says, apart from which version of whose it is. */
export type Recorded = Pick<
  ProcessingRecord,
  'name' | 'address' | 'contactName' | 'contactEmail' | 'contactPhone' | 'contactOfficer' | 'content'
>;

/** What is otherwise than before, a sentence each; none if both say the same. */
export function recordChanges(before: Recorded | undefined, now: Recorded): string[] {
  if (!before) return ['First version.'];
  const changes: string[] = [];
  if (before.name !== now.name || !isDeepStrictEqual(before.address, now.address))
    changes.push('Name or address changed.');
  const contact = ({ contactName, contactEmail, contactPhone, contactOfficer }: Recorded) => [
    contactName,
    contactEmail,
    contactPhone,
    contactOfficer,
  ];
  if (!isDeepStrictEqual(contact(before), contact(now))) changes.push('Contact changed.');
  const each = <Part>(
    parts: (recorded: Recorded) => readonly Part[],
    called: (part: Part) => string,
    words: { added: string; gone: string; changed: string },
  ) => {
    const [old, young] = [before, now].map((recorded) => new Map(parts(recorded).map((p) => [called(p), p])));
    for (const [name, part] of young ?? [])
      if (!old?.has(name)) changes.push(`${words.added}: ${name}.`);
      else if (!isDeepStrictEqual(old.get(name), part)) changes.push(`${words.changed}: ${name}.`);
    for (const name of old?.keys() ?? []) if (!young?.has(name)) changes.push(`${words.gone}: ${name}.`);
  };
  each(
    ({ content }) => content.activities,
    ({ purpose }) => PURPOSES[purpose].words,
    { added: 'New purpose', gone: 'No longer', changed: 'Otherwise than before' },
  );
  each(
    ({ content }) => content.recipients,
    ({ name }) => name,
    { added: 'New recipient', gone: 'No longer a recipient', changed: 'Recipient changed' },
  );
  each(
    ({ content }) => content.onBehalfOf,
    ({ name }) => name,
    { added: 'Now for', gone: 'No longer for', changed: 'Controller changed' },
  );
  if (!isDeepStrictEqual(before.content.measures, now.content.measures))
    changes.push('Security measures changed.');
  return changes;
}
