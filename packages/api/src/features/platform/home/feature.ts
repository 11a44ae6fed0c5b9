import { feature } from '../../../kernel/feature.ts';
import { gatherHome, home } from './home.ts';

export const homeFeature = feature({
  name: 'platform/home',
  needs: [],
  views: [home],
  gathers: gatherHome,
});
