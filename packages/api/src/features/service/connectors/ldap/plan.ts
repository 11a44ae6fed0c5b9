import { ConnectorFault } from '../connector-fault.ts';
import type { Shape, Step, Wanted } from '../connector-kind.ts';
import { differences, inOrder, only, texts } from '../shape-rules.ts';
import { filled, type Rdn, readDn, writeDn } from './dn.ts';
import type { LdapSettings } from './settings.ts';

/** As a directory keeps text: without control characters, with single blanks, and none around it. */
const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();

const placed = (template: string, { company, productCode }: Wanted): Rdn[] =>
  filled(readDn(template) ?? [], {
    reseller: company.resellerCode,
    company: company.code,
    companyId: company.id,
    product: productCode,
  });

export const unitOf = (wanted: Wanted, { unit }: LdapSettings): Rdn[] => placed(unit, wanted);

/** The group of the product; undefined where there are none. */
export const groupOf = (wanted: Wanted, { group }: LdapSettings): Rdn[] | undefined =>
  group ? placed(group, wanted) : undefined;

/** What begins every reference of a person's account. */
export const personMark = (personId: string): string => `${personId}/`;

/** What stands in the account for this subscription: whose it is, and in which group it is for that. */
export const referenceOf = (wanted: Wanted, settings: LdapSettings): string =>
  `${personMark(wanted.person?.id ?? '')}${wanted.subscriptionId}/${writeDn(groupOf(wanted, settings) ?? [])}`;

const REFERENCE = /^([0-9a-f-]{36})\/([0-9a-f-]{36})\/(.*)$/s;

/** What a reference says; undefined for any other text that stands in that attribute. */
export function readReference(
  text: string,
): { personId: string; subscriptionId: string; group: string } | undefined {
  const [, personId, subscriptionId, group] = REFERENCE.exec(text) ?? [];
  return personId && subscriptionId ? { personId, subscriptionId, group: group ?? '' } : undefined;
}

/** The account of a person, with the group of the product; of a company its unit. */
export function directoryShape(wanted: Wanted, settings: LdapSettings): Shape {
  const { person, reference } = wanted;
  const unit = writeDn(unitOf(wanted, settings));
  if (!person) return { unit };
  const mail = person.address?.toLowerCase();
  if (!mail) {
    throw new ConnectorFault(
      'REFUSED',
      `${reference}: the person has no e-mail address, which an account needs.`,
    );
  }
  const active = settings.directory === 'ACTIVE_DIRECTORY' || settings.useAttribute !== '';
  const group = groupOf(wanted, settings);
  const name = tidy(`${person.givenName} ${person.familyName}`) || mail;
  const byAddress = settings.directory === 'ACTIVE_DIRECTORY' || settings.loginFrom === 'ADDRESS';
  return {
    unit,
    login: byAddress ? mail : mail.slice(0, mail.lastIndexOf('@')),
    name,
    givenName: tidy(person.givenName),
    familyName: tidy(person.familyName) || name,
    mail,
    ...(settings.aliases !== 'NONE' && {
      aliases: inOrder(person.aliases.map((alias) => alias.toLowerCase()).filter((alias) => alias !== mail)),
    }),
    ...(active && { active: !person.suspended }),
    ...(group && { groups: [writeDn(group)] }),
    reference: referenceOf(wanted, settings),
  };
}

const MOVED = ['unit', 'login'];
const KEPT_IN_ENTRY = ['name', 'givenName', 'familyName', 'mail', 'aliases', 'active'];

/** The place first, then what stands in the account, then its groups; the note of whose it is last, since it says which groups. */
export function directorySteps(desired: Shape | null, observed: Shape | null): readonly Step[] {
  if (!desired) return observed ? removal(observed) : [];
  const { unit, login } = desired;
  if (login === undefined) {
    const changes = only(desired, ['unit']);
    return observed ? [] : [{ name: 'create-unit', words: `Create the unit ${unit}`, changes }];
  }
  const groups = texts(desired.groups);
  const words = groups.length
    ? `Make ${login} a member of ${groups.join(' and ')}`
    : `Take ${login} out of its groups`;
  const setGroups = { name: 'set-groups', words, changes: only(desired, ['groups']) };
  if (!observed) {
    const changes = only(desired, [...MOVED, ...KEPT_IN_ENTRY, 'reference']);
    return [
      { name: 'create-account', words: `Create the account ${login} in ${unit}`, changes },
      ...(groups.length ? [setGroups] : []),
    ];
  }
  const changed = differences(desired, observed);
  const steps: Step[] = [];
  if (MOVED.some((name) => name in changed)) {
    const moved = `Move the account ${observed.login} to ${login} in ${unit}`;
    steps.push({ name: 'move-account', words: moved, changes: only(desired, MOVED) });
  }
  const ofEntry = only(changed, KEPT_IN_ENTRY);
  if (Object.keys(ofEntry).length) steps.push(change(String(login), ofEntry));
  if ('groups' in changed) steps.push(setGroups);
  if ('reference' in changed) {
    steps.push({
      name: 'claim-account',
      words: `Note at the account ${login} that it belongs to the subscription`,
      changes: only(desired, ['reference']),
    });
  }
  return steps;
}

function change(login: string, changes: Shape): Step {
  if (Object.keys(changes).join() === 'active') {
    return changes.active
      ? { name: 'enable-account', words: `Open the account ${login} again`, changes }
      : {
          name: 'disable-account',
          words: `Close the account ${login} while the person is suspended`,
          changes,
        };
  }
  return { name: 'change-account', words: `Change the account ${login}: ${told(changes)}`, changes };
}

function told({ name, givenName, familyName, mail, aliases, active }: Shape): string {
  return [
    (name ?? givenName ?? familyName) !== undefined && `name ${name ?? familyName ?? givenName}`,
    mail !== undefined && `address ${mail}`,
    aliases !== undefined && `other addresses ${texts(aliases).join(', ') || 'none'}`,
    active !== undefined && (active ? 'in use' : 'not in use'),
  ]
    .filter(Boolean)
    .join(', ');
}

/** An account that nobody noted as the subscription's own is not taken away. */
function removal(observed: Shape): readonly Step[] {
  const { login, unit, reference } = observed;
  if (login === undefined) {
    return [{ name: 'remove-unit', words: `Remove the unit ${unit}`, changes: only(observed, ['unit']) }];
  }
  if (reference === undefined) return [];
  const words = `Remove the account ${login}, unless another subscription of the person needs it`;
  return [{ name: 'remove-account', words, changes: only(observed, ['login']) }];
}
