import { feature } from '../../../kernel/feature.ts';
import { gatherKinds, search } from './search.ts';

export const searchFeature = feature({
  name: 'platform/search',
  needs: [],
  views: [search],
  gathers: gatherKinds,
});
