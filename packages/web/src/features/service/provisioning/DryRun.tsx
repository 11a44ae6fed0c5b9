import { Alert, Button, List, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';

const PlanDocument = graphql(`
  mutation PlanConnector($input: PlanConnectorInput!) {
    planConnector(input: $input) {
      more
      services {
        subscriptionId
        reference
        product
        person
        company
        there
        steps {
          name
          words
        }
        problem
      }
    }
  }
`);
type Plan = ResultOf<typeof PlanDocument>['planConnector'];
type Service = Plan['services'][number];

/** What would be done at the other side now, of one subscription or of those at a connector; nothing is done [P2]. */
export function DryRun({ of }: { of: { subscriptionId: string } | { connectorId: string } }) {
  const send = useSend(PlanDocument);
  const [plan, setPlan] = useState<Plan>();
  const { run, busy, error } = useDeed(async () => setPlan((await send({ input: of })).planConnector));
  return (
    <Section
      title="Dry run"
      actions={
        <Button variant="default" size="compact-sm" loading={busy} onClick={() => void run()}>
          Show what would be done
        </Button>
      }
    >
      <Stack gap="sm" aria-live="polite">
        <FormProblem message={error?.message} />
        {plan ? (
          'subscriptionId' in of ? (
            plan.services.map((service) => <Steps key={service.subscriptionId} service={service} />)
          ) : (
            <Many plan={plan} />
          )
        ) : (
          <Text c="dimmed" fz="sm">
            {'subscriptionId' in of
              ? 'Looks at what is there and shows the steps that would be taken now. Nothing is changed.'
              : 'Looks at up to 20 services there, first those that something is left to do for, and shows the steps that would be taken now. Nothing is changed.'}
          </Text>
        )}
      </Stack>
    </Section>
  );
}

function Steps({ service: { steps, problem, there } }: { service: Service }) {
  if (problem) {
    return (
      <Alert color="yellow">
        <Text fz="sm">{problem}</Text>
      </Alert>
    );
  }
  if (steps.length === 0) {
    return <Text fz="sm">Nothing would be done: it is {there ? 'as it is to be' : 'taken away'}.</Text>;
  }
  return (
    <List type="ordered" fz="sm" style={{ overflowWrap: 'anywhere' }}>
      {steps.map(({ name, words }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step has its place, and may come twice
        <List.Item key={`${place} ${name}`}>{words}</List.Item>
      ))}
    </List>
  );
}

function Many({ plan: { services, more } }: { plan: Plan }) {
  const still = services.filter(({ steps, problem }) => problem !== null || steps.length === 0);
  const acting = services.filter((service) => !still.includes(service) || service.problem !== null);
  if (services.length === 0) return <Text fz="sm">No service is provided there.</Text>;
  return (
    <>
      <Text fz="sm">
        {plural(services.length, 'service was', 'services were')} looked at
        {more > 0 && `; ${more} more were not`}.{' '}
        {acting.length === 0
          ? 'Nothing would be done: all of it is as it is to be.'
          : `Something would be done for, or is to be said of, ${acting.length}.`}
      </Text>
      {acting.map((service) => (
        <Stack key={service.subscriptionId} gap={4}>
          <Text fz="sm" fw={600}>
            <TextLink
              to="/subscriptions/$subscriptionId"
              params={{ subscriptionId: service.subscriptionId }}
              inherit
            >
              {service.reference}
            </TextLink>{' '}
            {service.product}, {service.person ? `${service.person}, ${service.company}` : service.company}
          </Text>
          <Steps service={service} />
        </Stack>
      ))}
    </>
  );
}
