import { ID } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { EndUser } from '../directory/index.ts';
import { addJoinerTemplate } from './add-joiner-template.ts';
import { confirmJoiner } from './confirm-joiner.ts';
import { JoinerTemplate } from './joiner-template.entity.ts';
import { joinerTemplates } from './joiner-template.list.ts';
import { PlannedJoiner, planJoiner } from './plan-joiner.ts';
import { removeJoinerTemplate } from './remove-joiner-template.ts';
import { updateJoinerTemplate } from './update-joiner-template.ts';

export const joinersFeature = feature({
  name: 'people/joiners',
  needs: [
    'platform/tenancy',
    'people/identity',
    'people/directory',
    'trade/catalogue',
    'trade/subscriptions',
    'trade/orders',
  ],
  tables: [JoinerTemplate],
  lists: [joinerTemplates],
  verbs: [
    mutation(addJoinerTemplate, JoinerTemplate),
    mutation(updateJoinerTemplate, JoinerTemplate),
    plainMutation(removeJoinerTemplate, () => ID),
    plainMutation(planJoiner, () => PlannedJoiner),
    mutation(confirmJoiner, EndUser),
  ],
  audits: {
    JoinerTemplate: {
      label: 'Joiner template',
      name: (id) => `select t.name from joiner_template t where t.id = ${id}`,
    },
  },
  demo: () => import('./demo.ts'),
});
