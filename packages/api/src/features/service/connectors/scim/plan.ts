import { ConnectorFault } from '../connector-fault.ts';
import type { Shape, Step, Wanted } from '../connector-kind.ts';
import { differences, inOrder, only, texts } from '../shape-rules.ts';
import type { ScimSettings } from './settings.ts';

const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();

/** The name of the product's group; undefined where there are none. */
export function groupOf(
  { company, productCode }: Pick<Wanted, 'company' | 'productCode'>,
  { group }: ScimSettings,
): string | undefined {
  const words: Readonly<Record<string, string>> = {
    reseller: company.resellerCode,
    company: company.code,
    companyId: company.id,
    product: productCode,
  };
  return group ? group.replace(/\{(\w+)\}/g, (written, name: string) => words[name] ?? written) : undefined;
}

/** The account of a person, with the group of the product. */
export function scimShape(wanted: Wanted, settings: ScimSettings): Shape {
  const { person, reference, subscriptionId } = wanted;
  const refused = (why: string): ConnectorFault => new ConnectorFault('REFUSED', `${reference}: ${why}`);
  if (!person) throw refused('accounts of this application are for people, not for a company as a whole.');
  const account = person.address?.toLowerCase();
  if (!account) throw refused('the person has no e-mail address, which an account needs.');
  const name = tidy(`${person.givenName} ${person.familyName}`) || account;
  const group = groupOf(wanted, settings);
  const others = person.aliases.map((alias) => alias.toLowerCase()).filter((alias) => alias !== account);
  return {
    account,
    name,
    givenName: tidy(person.givenName),
    familyName: tidy(person.familyName) || name,
    address: account,
    ...(settings.otherAddresses === 'EMAILS' && { aliases: inOrder(others) }),
    active: !person.suspended,
    ...(group && { groups: [group] }),
    reference: subscriptionId,
  };
}

const OF_ACCOUNT = ['account', 'name', 'givenName', 'familyName', 'address', 'aliases', 'active'];

/** The account, then its groups; the note of whose it is last, since it says which group was ours. */
export function scimSteps(desired: Shape | null, observed: Shape | null): readonly Step[] {
  if (!desired) return observed ? removal(observed) : [];
  const { account } = desired;
  const groups = texts(desired.groups);
  const setGroups: Step = {
    name: 'set-groups',
    words: groups.length
      ? `Make ${account} a member of ${groups.join(' and ')}`
      : `Take ${account} out of its group`,
    changes: only(desired, ['groups']),
  };
  if (!observed) {
    return [
      {
        name: 'create-account',
        words: `Create the account ${account}, or take over the one that is there`,
        changes: only(desired, [...OF_ACCOUNT, 'reference']),
      },
      ...(groups.length ? [setGroups] : []),
    ];
  }
  const changed = differences(desired, observed);
  const ofAccount = only(changed, OF_ACCOUNT);
  return [
    ...(Object.keys(ofAccount).length ? [change(String(observed.account), ofAccount)] : []),
    ...('groups' in changed ? [setGroups] : []),
    ...('reference' in changed
      ? [
          {
            name: 'claim-account',
            words: `Note at the account ${account} that it belongs to the subscription`,
            changes: only(desired, ['reference']),
          },
        ]
      : []),
  ];
}

function change(account: string, changes: Shape): Step {
  if (Object.keys(changes).join() === 'active') {
    return changes.active
      ? { name: 'open-account', words: `Open the account ${account} again`, changes }
      : {
          name: 'close-account',
          words: `Close the account ${account} while the person is suspended`,
          changes,
        };
  }
  return { name: 'change-account', words: `Change the account ${account}: ${told(changes)}`, changes };
}

function told({ account, name, givenName, familyName, address, aliases, active }: Shape): string {
  return [
    account !== undefined && `called ${account}`,
    (name ?? givenName ?? familyName) !== undefined && `name ${name ?? familyName ?? givenName}`,
    address !== undefined && `address ${address}`,
    aliases !== undefined && `other addresses ${texts(aliases).join(', ') || 'none'}`,
    active !== undefined && (active ? 'in use' : 'not in use'),
  ]
    .filter(Boolean)
    .join(', ');
}

/** An account that nobody noted as the subscription's own is not taken away. */
function removal({ account, reference }: Shape): readonly Step[] {
  if (reference === undefined) return [];
  const words = `Let go of the account ${account}, and remove it unless another subscription of the person needs it`;
  return [{ name: 'end-account', words, changes: { account: account ?? '' } }];
}
