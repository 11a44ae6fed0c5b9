import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { addContact } from './add-contact.ts';
import { Contact } from './contact.entity.ts';
import { contacts } from './contact.list.ts';
import { suppressContact } from './suppress-contact.ts';
import { Suppression, SuppressionKey } from './suppression.entity.ts';
import { updateContact } from './update-contact.ts';

const permissions = {
  CONTACT_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'See the register of contacts, and whether they may be written to',
  },
  CONTACT_EDIT: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Enter, import and correct contacts, and note that somebody wants no marketing',
    lent: false,
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const contactsFeature = feature({
  name: 'desk/contacts',
  needs: ['platform/tenancy'],
  permissions,
  tables: [Contact, Suppression, SuppressionKey],
  lists: [contacts],
  verbs: [
    mutation(addContact, Contact),
    mutation(updateContact, Contact),
    mutation(suppressContact, Contact),
  ],
  audits: { Contact: { label: 'Contact' } },
});
