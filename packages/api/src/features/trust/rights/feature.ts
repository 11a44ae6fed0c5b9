import { feature } from '../../../kernel/feature.ts';
import { requestDeadline } from './request-deadline.ts';

export const rightsFeature = feature({
  name: 'trust/rights',
  needs: [],
  views: [requestDeadline],
});
