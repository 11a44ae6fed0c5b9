import { ConnectorFault } from '../connector-fault.ts';
import type { Shape, Step, Wanted } from '../connector-kind.ts';
import { differences, inOrder, only, texts } from '../shape-rules.ts';
import type { SqlMailSettings } from './settings.ts';

export const MEGABYTES_PER_GIGABYTE = 1_024;

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/**
 * The mailbox of a person with its domain and aliases; of a company the domains that it is to have. What the tables have no column
 * for is left out.
 */
export function mailShape(
  { subscriptionId, person, company, parameters, reference, mail }: Wanted,
  settings: SqlMailSettings,
): Shape {
  if (!person) return { domains: inOrder(company.domains.map((domain) => domain.toLowerCase())) };
  const mailbox = person.address?.toLowerCase();
  if (!mailbox) {
    throw new ConnectorFault(
      'REFUSED',
      `${reference}: the person has no e-mail address, which a mailbox needs.`,
    );
  }
  const quotaGb = Number(parameters[settings.quotaParameter]);
  return {
    domain: domainOf(mailbox),
    mailbox,
    ...(settings.referenceColumn && { reference: subscriptionId }),
    ...(settings.nameColumn && { name: `${person.givenName} ${person.familyName}`.trim() }),
    ...(settings.quotaColumn && quotaGb > 0 && { quotaMegabytes: quotaGb * MEGABYTES_PER_GIGABYTE }),
    ...(settings.activeColumn && { active: !person.suspended }),
    aliases: inOrder(person.aliases.map((alias) => alias.toLowerCase()).filter((alias) => alias !== mailbox)),
    ...(mail.forwardTo !== undefined && { forwardTo: mail.forwardTo.toLowerCase() }),
    // What is not in use takes no mail: a copy would come back to its sender.
    ...(mail.forwardTo && { keepsCopy: !(settings.activeColumn && person.suspended) }),
  };
}

const KEPT_IN_ROW = ['name', 'quotaMegabytes', 'active'];

/** Domain, mailbox, aliases: in this order, so that nothing stands there without what it needs. */
export function mailSteps(desired: Shape | null, observed: Shape | null): readonly Step[] {
  if (desired && 'domains' in desired) return domainSteps(desired, observed);
  if (!desired) return observed ? removal(observed) : [];
  const mailbox = String(desired.mailbox);
  const changed = differences(desired, observed ?? {});
  const steps: Step[] = [];
  if ('domain' in changed) {
    steps.push({
      name: 'add-domain',
      words: `Add the domain ${desired.domain}`,
      changes: only(desired, ['domain']),
    });
  }
  if (!observed) {
    const changes = only(desired, ['mailbox', 'reference', ...KEPT_IN_ROW]);
    steps.push({ name: 'create-mailbox', words: `Create the mailbox ${mailbox}`, changes });
  } else if ('mailbox' in changed) {
    steps.push({
      name: 'rename-mailbox',
      words: `Give the mailbox ${observed.mailbox} the address ${mailbox}`,
      changes: only(desired, ['mailbox']),
    });
  }
  if (observed && 'reference' in changed) {
    steps.push({
      name: 'claim-mailbox',
      words: `Note at the mailbox ${mailbox} that it belongs to the subscription`,
      changes: only(desired, ['reference']),
    });
  }
  const ofRow = only(changed, KEPT_IN_ROW);
  if (observed && Object.keys(ofRow).length) {
    steps.push({
      name: 'change-mailbox',
      words: `Change the mailbox ${mailbox}: ${told(ofRow)}`,
      changes: ofRow,
    });
  }
  const aliases = texts(desired.aliases);
  if (observed ? 'aliases' in changed : aliases.length) {
    const words = aliases.length
      ? `Let ${aliases.join(', ')} lead to ${mailbox}`
      : `Take all aliases away from ${mailbox}`;
    steps.push({ name: 'set-aliases', words, changes: only(desired, ['aliases']) });
  }
  if (('forwardTo' in changed || 'keepsCopy' in changed) && (observed || desired.forwardTo))
    steps.push(forwarding(desired));
  return steps;
}

const forwarding = ({ mailbox, forwardTo, keepsCopy }: Shape): Step => ({
  name: 'set-forwarding',
  words: forwardTo
    ? `Forward what reaches ${mailbox} to ${forwardTo}, and keep ${keepsCopy ? 'a copy' : 'no copy'}`
    : `Forward what reaches ${mailbox} to nobody any more`,
  changes: only({ mailbox: String(mailbox), forwardTo: String(forwardTo), keepsCopy: keepsCopy === true }, [
    'mailbox',
    'forwardTo',
    ...(forwardTo ? ['keepsCopy'] : []),
  ]),
});

function domainSteps(desired: Shape, observed: Shape | null): readonly Step[] {
  const there = texts(observed?.domains);
  return texts(desired.domains)
    .filter((domain) => !there.includes(domain))
    .map((domain) => ({ name: 'add-domain', words: `Add the domain ${domain}`, changes: { domain } }));
}

function removal(observed: Shape): readonly Step[] {
  if ('domains' in observed) {
    return texts(observed.domains).map((domain) => ({
      name: 'remove-domain',
      words: `Remove the domain ${domain}`,
      changes: { domain },
    }));
  }
  const { mailbox } = observed;
  return [
    ...(observed.forwardTo ? [forwarding({ ...observed, forwardTo: '' })] : []),
    {
      name: 'remove-mailbox',
      words: `Remove the mailbox ${mailbox} and its aliases`,
      changes: only(observed, ['mailbox']),
    },
  ];
}

function told({ name, quotaMegabytes, active }: Shape): string {
  return [
    name !== undefined && `name ${name}`,
    quotaMegabytes !== undefined && `quota ${quotaMegabytes} MB`,
    active !== undefined && (active ? 'in use' : 'not in use'),
  ]
    .filter(Boolean)
    .join(', ');
}
