import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { graphql, type ResultOf, type VariablesOf } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { useSend } from '../../../data/use-send.ts';
import { asApiError } from '../../../lib/errors.ts';

const TemplatesDocument = graphql(`
  query TemplatesOfCompany($companyId: ID!) {
    joinerTemplates(first: 100, filter: { companyId: $companyId }, orderBy: { field: NAME }) {
      nodes {
        id
        name
        jobTitle
        department
      }
    }
  }
`);

const PlanDocument = graphql(`
  mutation PlanJoiner($input: PlanJoinerInput!) {
    planJoiner(input: $input) {
      startsOn
      monthlyMinor
      firstInvoiceMinor
      monthlyCostMinor
      currency
      costCurrency
      awaits
      invites
      services {
        productId
        product
        monthlyMinor
      }
      problems {
        path
        message
      }
    }
  }
`);

export const ConfirmDocument = graphql(`
  mutation ConfirmJoiner($input: ConfirmJoinerInput!) {
    confirmJoiner(input: $input) {
      id
      displayName
    }
  }
`);

export type JoinerPlan = ResultOf<typeof PlanDocument>['planJoiner'];
type PlanInput = VariablesOf<typeof PlanDocument>['input'];

/** The templates of a company by which somebody can be added. */
export function useTemplatesOf(companyId: string | undefined) {
  const { data } = useKeptQuery(
    TemplatesDocument,
    { companyId: companyId ?? '' },
    { types: ['JoinerTemplate'], pause: !companyId },
  );
  return (companyId && data?.joinerTemplates.nodes) || [];
}

/** What somebody's joining by a template comes to, once typing has come to rest; the newest answer counts. */
export function useJoinerPlan(input: PlanInput | undefined) {
  const send = useSend(PlanDocument);
  const [settled] = useDebouncedValue(input ? JSON.stringify(input) : '', 400);
  const [answer, setAnswer] = useState<{ plan?: JoinerPlan; problem?: string }>({});
  useEffect(() => {
    setAnswer({});
    if (!settled) return;
    let over = false;
    send({ input: JSON.parse(settled) }).then(
      ({ planJoiner }) => !over && setAnswer({ plan: planJoiner }),
      (error: unknown) => !over && setAnswer({ problem: asApiError(error).message }),
    );
    return () => {
      over = true;
    };
  }, [settled, send]);
  return answer;
}
