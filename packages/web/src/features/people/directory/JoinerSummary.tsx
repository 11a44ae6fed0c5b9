import { Alert, List, Text } from '@mantine/core';
import { date } from '../../../lib/format.ts';
import { spoken } from '../../../lib/words.ts';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { Money } from '../../../ui/Money.tsx';
import type { JoinerPlan } from './use-joiner.ts';

const APPROVERS = { COMPANY: 'the company', RESELLER: 'the reseller' } as const;

interface JoinerSummaryProps {
  name: string;
  plan: JoinerPlan | undefined;
  problem: string | undefined;
  /** Whether who it is has been typed: what stands in the way of somebody without a name is no news. */
  named: boolean;
}

/** What somebody begins with by a template, and what it comes to [U5]. */
export function JoinerSummary({ name, plan, problem, named }: JoinerSummaryProps) {
  const problems = named && plan ? plan.problems : [];
  return (
    <FormSummary
      facts={
        plan && [
          ...plan.services.map(
            ({ productId, product, monthlyMinor }) =>
              [product, <Money key={productId} minor={monthlyMinor} currency={plan.currency} />] as const,
          ),
          ['A month', <Money key="month" minor={plan.monthlyMinor} currency={plan.currency} />],
          ['First invoice', <Money key="first" minor={plan.firstInvoiceMinor} currency={plan.currency} />],
          ...(plan.monthlyCostMinor === null
            ? []
            : [
                [
                  'Your cost a month',
                  <Money
                    key="cost"
                    minor={plan.monthlyCostMinor}
                    currency={plan.costCurrency ?? plan.currency}
                  />,
                ] as const,
              ]),
        ]
      }
      effects={
        plan && [
          `Services begin on ${date(plan.startsOn)}, by one order. Without VAT; a part of a month is charged to the day.`,
          plan.awaits.length > 0 &&
            `The order waits until ${plan.awaits.map((one) => APPROVERS[one]).join(', and then ')} has approved it.`,
          plan.invites && `${name} is invited to sign in.`,
        ]
      }
    >
      {problem && (
        <Text c="red" fz="sm">
          {problem}
        </Text>
      )}
      {problems.length > 0 && (
        <Alert color="yellow" title="This stands in the way">
          <List size="sm" spacing={4}>
            {problems.map(({ path, message }) => (
              <List.Item key={path + message}>{atField(path, message)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </FormSummary>
  );
}

/** What is wrong with one field names it; what is wrong with a service says so itself. */
function atField(path: string, message: string): string {
  if (path === 'email') return `E-mail address: ${message}`;
  return path.includes('.') || !message.startsWith('Must ') ? message : `${spoken(path)}: ${message}`;
}
