import { page } from '../../../frame/routes.ts';

export const routes = [
  page('access-reviews', () => import('./AccessReviewsPage.tsx'), 'AccessReviewsPage'),
  page('access-reviews/$reviewId', () => import('./AccessReviewPage.tsx'), 'AccessReviewPage'),
] as const;
