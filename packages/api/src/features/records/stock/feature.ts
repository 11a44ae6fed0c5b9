import { feature } from '../../../kernel/feature.ts';
import stockSql from './stock.sql?raw';

export const stockFeature = feature({
  name: 'records/stock',
  needs: ['platform/tenancy', 'people/directory', 'trade/subscriptions'],
  sql: [stockSql],
});
