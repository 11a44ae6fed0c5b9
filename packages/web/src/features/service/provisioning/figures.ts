import { graphql } from '../../../data/graphql.ts';
import { type FiguresPart, figuresPart } from '../../../frame/figures.ts';
import { count } from '../../../lib/format.ts';
import type { KeyFigure } from '../../../ui/Figure.tsx';

interface OpenWork {
  openJobs: number | null;
  failedJobs: number | null;
}

/** What is being set up or taken away, and what of it has failed. */
function openWork({ openJobs, failedJobs }: OpenWork, list: string): KeyFigure | false {
  if (openJobs === null) return false;
  const failed = failedJobs ?? 0;
  return {
    label: 'Provisioning to do',
    value: count(openJobs),
    detail: failed > 0 ? `${count(failed)} failed` : openJobs > 0 ? 'Under way' : 'Everything is set up',
    urgent: failed > 0,
    href: list,
    order: 30,
  };
}

export const companyWork: FiguresPart = figuresPart(
  graphql(`
    fragment CompanyWork on Company {
      openJobs
      failedJobs
    }
  `),
  {
    permission: 'PROVISIONING_READ',
    types: ['ProvisioningJob'],
    figures: (company, { here }) => [openWork(company, `${here}?tab=set-up&open=true`)],
  },
);

export const resellerWork: FiguresPart = figuresPart(
  graphql(`
    fragment ResellerWork on Reseller {
      openJobs
      failedJobs
    }
  `),
  {
    permission: 'PROVISIONING_READ',
    types: ['ProvisioningJob'],
    figures: (reseller, { level, here }) => [
      openWork(
        reseller,
        level === 'PLATFORM' ? `${here}?tab=set-up&open=true` : '/provisioning?state=ALL&open=true',
      ),
    ],
  },
);
