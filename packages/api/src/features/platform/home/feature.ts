import { feature } from '../../../kernel/feature.ts';
import { gatherHome, HomeResolver } from './home.ts';

export const homeFeature = feature({
  name: 'platform/home',
  needs: [],
  resolvers: [HomeResolver],
  gathers: gatherHome,
});
