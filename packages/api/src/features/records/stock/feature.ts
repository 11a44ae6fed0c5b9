import { feature } from '../../../kernel/feature.ts';

export const stockFeature = feature({
  name: 'records/stock',
  needs: ['platform/tenancy', 'people/directory', 'trade/subscriptions'],
});
