import { feature } from '../../../kernel/feature.ts';
import { plainMutation } from '../../../kernel/graphql/door.ts';
import { ImportPreview } from '../../records/stock/index.ts';
import { importContacts, previewContactImport } from './import-contacts.ts';

export const contactImportsFeature = feature({
  name: 'desk/contact-imports',
  needs: ['platform/tenancy', 'people/identity', 'records/stock', 'desk/contacts', 'trust/consents'],
  verbs: [plainMutation(importContacts, () => ImportPreview)],
  views: [previewContactImport],
});
