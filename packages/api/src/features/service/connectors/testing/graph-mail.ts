import { randomUUID } from 'node:crypto';
import { Answer, bad, problem } from './graph-answer.ts';

export interface MessageRule {
  id: string;
  displayName: string;
  isEnabled: boolean;
  actions: object;
}

interface Asked {
  method: string;
  /** Such as `/v1.0/users/ID/mailFolders/inbox/messageRules`. */
  path: string;
  given: Record<string, unknown>;
}

/** Rules of the inbox: listed, made, changed and taken away; what is said of one and not known is refused. */
export function messageRules(
  user: { assignedLicenses: readonly object[]; rules: MessageRule[] },
  { method, path, given }: Asked,
  paged: (rules: readonly MessageRule[]) => Answer,
): Answer {
  const [folder, kind, id] = path.split('/').slice(5).map(decodeURIComponent);
  if (folder !== 'inbox' || kind !== 'messageRules') throw bad('Resource not found for the segment.');
  if (!user.assignedLicenses.length)
    throw problem(404, 'MailboxNotEnabledForRESTAPI', 'The mailbox is either inactive or soft-deleted.');
  const rule = user.rules.find((one) => one.id === id);
  if (id && !rule) throw problem(404, 'ErrorItemNotFound', 'The specified object was not found.');
  if (method === 'GET') return paged(user.rules);
  if (method === 'DELETE') {
    user.rules = user.rules.filter((one) => one !== rule);
    return new Answer(204);
  }
  const { displayName, sequence, isEnabled, actions, ...others } = given;
  if (Object.keys(others).length) throw bad(`Property ${Object.keys(others)[0]} is not known.`);
  if (!displayName || !Number.isInteger(sequence) || !actions)
    throw bad('The rule needs a name, a sequence and actions.');
  const made = { displayName, isEnabled: isEnabled ?? true, actions } as MessageRule;
  if (rule) Object.assign(rule, made);
  else user.rules.push({ ...made, id: randomUUID() });
  return new Answer(rule ? 200 : 201, made);
}

/** Automatic replies as Exchange keeps them: it makes a page of what it is given. */
export function repliesOf({
  status,
  externalAudience,
  internalReplyMessage,
  externalReplyMessage,
}: {
  status: string;
  externalAudience?: string;
  internalReplyMessage?: string;
  externalReplyMessage?: string;
}) {
  if (!['disabled', 'alwaysEnabled', 'scheduled'].includes(status)) throw bad('Invalid status.');
  if (status !== 'disabled' && (externalAudience !== 'all' || !internalReplyMessage))
    throw bad('A reply needs those who get it, and a message.');
  return {
    status,
    externalReplyMessage: externalReplyMessage
      ? `<html>\n<body>\n${externalReplyMessage}\n</body>\n</html>\n`
      : '',
  };
}
