import { ConnectorFault } from '../connector-fault.ts';
import type { Shape, Step, Wanted } from '../connector-kind.ts';
import { differences, inOrder, only, texts } from '../shape-rules.ts';
import { parseGroups, parseLicences } from './licences.ts';
import type { MicrosoftSettings } from './settings.ts';

/** What stands before the @ of an account's name: Entra takes no others. */
const LOCAL_PART = /^[A-Za-z0-9'._!#^~-]{1,64}$/;
const LONGEST = { name: 256, part: 64 } as const;

/** The account of a person, the licence that the product means, and groups and mailbox settings if there are any to be. */
export function microsoftShape(
  { subscriptionId, productCode, reference, person, mail }: Wanted,
  { licences, groups, usageLocation, timeZone, language }: MicrosoftSettings,
): Shape {
  const refused = (why: string): ConnectorFault => new ConnectorFault('REFUSED', `${reference}: ${why}`);
  if (!person) throw refused('Microsoft 365 gives licences to people, not to a company as a whole.');
  const account = person.address?.toLowerCase();
  if (!account) throw refused('the person has no e-mail address, which an account needs.');
  if (!LOCAL_PART.test(account.slice(0, account.lastIndexOf('@')))) {
    throw refused(
      `Microsoft 365 takes no account called ${account}: the person needs another primary address.`,
    );
  }
  const known = parseLicences(licences);
  const licence = typeof known === 'number' ? undefined : known.get(productCode);
  if (!licence)
    throw refused(`the connector’s settings name no licence for ${productCode}: staff must add it.`);
  const of = parseGroups(groups);
  const belongs = typeof of === 'number' ? [] : (of.get(productCode) ?? []);
  const givenName = person.givenName.trim().slice(0, LONGEST.part);
  const familyName = person.familyName.trim().slice(0, LONGEST.part);
  return {
    account,
    reference: subscriptionId,
    name: `${givenName} ${familyName}`.trim().slice(0, LONGEST.name) || account,
    givenName,
    familyName,
    enabled: !person.suspended,
    usageLocation,
    licence: licence.sku,
    withoutPlans: inOrder(licence.without),
    groups: inOrder(belongs),
    ...(timeZone && { timeZone }),
    ...(language && { language }),
    ...(mail.forwardTo !== undefined && { forwardTo: mail.forwardTo.toLowerCase() }),
    ...(mail.reply !== undefined && { reply: mail.reply }),
  };
}

const OF_ACCOUNT = ['account', 'name', 'givenName', 'familyName', 'enabled', 'usageLocation'];
const OF_LICENCE = ['licence', 'withoutPlans'];
const OF_MAILBOX = ['timeZone', 'language'];
const OF_MAIL = ['forwardTo', 'reply'];

/** The account, its licence, its groups, its mailbox: in this order, since each needs the one before. */
export function microsoftSteps(desired: Shape | null, observed: Shape | null): readonly Step[] {
  if (!desired) return observed ? removal(observed) : [];
  const { account, licence } = desired;
  const changed = differences(desired, observed ?? {});
  const step = (name: string, words: string, attributes: readonly string[]): Step => ({
    name,
    words,
    changes: only(desired, attributes),
  });
  const any = (attributes: readonly string[]): boolean =>
    attributes.some((attribute) => attribute in changed);
  const steps: Step[] = [];
  if (!observed) {
    const words = `Create the account ${account}, or take over the one that is there`;
    steps.push(step('create-account', words, [...OF_ACCOUNT, 'reference']));
  } else {
    if ('reference' in changed) {
      const words = `Note at the account ${observed.account} that it belongs to the subscription`;
      steps.push(step('claim-account', words, ['reference']));
    }
    const ofAccount = OF_ACCOUNT.filter((attribute) => attribute in changed);
    if (ofAccount.length) {
      const words = `Change the account ${observed.account}: ${told(only(desired, ofAccount))}`;
      steps.push(step('change-account', words, ofAccount));
    }
  }
  if (any(OF_LICENCE)) {
    const before = observed?.licence && observed.licence !== licence ? ` instead of ${observed.licence}` : '';
    const without = texts(desired.withoutPlans);
    const words = `Give ${account} the licence ${licence}${before}${without.length ? ` without ${without.join(', ')}` : ''}`;
    steps.push(step('assign-licence', words, OF_LICENCE));
  }
  const missing = texts(desired.groups).filter((group) => !texts(observed?.groups).includes(group));
  if (missing.length) {
    steps.push(step('join-groups', `Add ${account} to ${missing.join(', ')}`, ['groups']));
  }
  if (any(OF_MAILBOX)) {
    const { timeZone, language } = desired;
    const words = `Set the mailbox of ${account} to ${[timeZone, language].filter(Boolean).join(', ')}`;
    steps.push(step('set-mailbox', words, OF_MAILBOX));
  }
  const passed = OF_MAIL.filter((attribute) => attribute in changed && (observed || desired[attribute]));
  if (passed.length) steps.push(passing(account, only(desired, passed)));
  return steps;
}

function passing(account: Shape[string] | undefined, changes: Shape): Step {
  const { forwardTo, reply } = changes;
  const words = [
    forwardTo !== undefined &&
      (forwardTo
        ? `forward what reaches ${account} to ${forwardTo}`
        : `forward what reaches ${account} to nobody`),
    reply !== undefined &&
      // What is replied is somebody's own words: they stand with the mailbox, and nowhere else in the open.
      (reply ? 'reply to it automatically' : 'reply to it by nothing of its own'),
  ]
    .filter(Boolean)
    .join(', and ');
  return { name: 'pass-mail-on', words: `${words[0]?.toUpperCase()}${words.slice(1)}`, changes };
}

/** What nobody has claimed for the subscription is not taken away. */
function removal(observed: Shape): readonly Step[] {
  if (!observed.reference) return [];
  const { account, licence } = observed;
  const groups = texts(observed.groups);
  const passed = OF_MAIL.filter((attribute) => observed[attribute]);
  return [
    ...(passed.length
      ? [passing(account, Object.fromEntries(passed.map((attribute) => [attribute, ''])))]
      : []),
    ...(groups.length
      ? [
          {
            name: 'leave-groups',
            words: `Take ${account} out of ${groups.join(', ')}, as far as nothing else asks for it`,
            changes: only(observed, ['groups']),
          },
        ]
      : []),
    {
      name: 'end-service',
      words: `${licence ? `Take the licence ${licence} away from ${account}` : `Let go of ${account}`}, and close the account if nothing else needs it`,
      changes: only(observed, ['licence']),
    },
  ];
}

function told({ account, name, givenName, familyName, enabled, usageLocation }: Shape): string {
  const names = name ?? [givenName, familyName].filter((part) => part !== undefined).join(' ');
  return [
    account !== undefined && `called ${account}`,
    names !== '' && `name ${names}`,
    enabled !== undefined && (enabled ? 'may sign in' : 'may not sign in'),
    usageLocation !== undefined && `usage location ${usageLocation}`,
  ]
    .filter(Boolean)
    .join(', ');
}
