import { Button, Group, SimpleGrid, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { AccessFields, accessRules, EMPTY_ACCESS } from './AccessFields.tsx';
import { areasText, MODES } from './support-words.ts';

const RulesDocument = graphql(`
  query SupportRules {
    supportRules(first: 10) {
      nodes {
        id
        askerLevel
        areas
        mode
        minutes
        setAt
        setByName
      }
    }
  }
`);
const SetDocument = graphql(`
  mutation SetSupportRule($input: SetSupportRuleInput!) {
    setSupportRule(input: $input) {
      id
      areas
      mode
      minutes
      setAt
    }
  }
`);
const RemoveDocument = graphql(`
  mutation RemoveSupportRule($input: RemoveSupportRuleInput!) {
    removeSupportRule(input: $input)
  }
`);

type Rule = ResultOf<typeof RulesDocument>['supportRules']['nodes'][number];
type Side = 'RESELLER' | 'PLATFORM';

/** What the company allows at most without being asked each time, to its reseller and to the platform [T4]. */
export function SupportRulesPage() {
  const { reseller } = useViewer();
  const read = useRead(RulesDocument, {}, { types: ['SupportRule'] });
  const sides: [Side, string][] = reseller.isPlatform
    ? [['PLATFORM', reseller.name]]
    : [
        ['RESELLER', reseller.name],
        ['PLATFORM', 'The platform’s staff'],
      ];
  return (
    <>
      <PageHeader
        title="Support access"
        description="Allow what you would approve anyway. A request within a rule is approved at once; everything else waits for you. You are told whenever somebody goes in."
      />
      <Siblings of="/support-access" at="/support-access/rules">
        <Loaded from={read}>
          {({ supportRules }) => (
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              {sides.map(([side, name]) => (
                <SideRule
                  key={side}
                  side={side}
                  name={name}
                  rule={supportRules.nodes.find(({ askerLevel }) => askerLevel === side)}
                />
              ))}
            </SimpleGrid>
          )}
        </Loaded>
      </Siblings>
    </>
  );
}

function SideRule({ side, name, rule }: { side: Side; name: string; rule: Rule | undefined }) {
  const can = useCan();
  const [editing, edit] = useDisclosure();
  const remove = useSend(RemoveDocument, 'SupportRule');
  return (
    <Section title={name}>
      {rule ? (
        <Facts
          facts={[
            ['Areas', areasText(rule.areas)],
            ['May', MODES[rule.mode]],
            ['Minutes at most', rule.minutes],
            [
              'Set',
              <span key="set">
                <DateText at={rule.setAt} />
                {rule.setByName && ` by ${rule.setByName}`}
              </span>,
            ],
          ]}
        />
      ) : (
        <Text fz="sm" c="dimmed">
          No rule: each request waits for you to approve it.
        </Text>
      )}
      {can('SUPPORT_DECIDE') && (
        <Group mt="md" gap="xs">
          <Button variant="default" onClick={edit.open}>
            {rule ? 'Change' : 'Set a rule'}
          </Button>
          {rule && (
            <ConfirmButton
              title={`Remove the rule for ${name}?`}
              consequence="From now on each request waits for you. What has been approved stays approved."
              confirmLabel="Remove rule"
              destructive
              onConfirm={() => remove({ input: { side } })}
            >
              Remove
            </ConfirmButton>
          )}
        </Group>
      )}
      <SetRule side={side} name={name} rule={rule} opened={editing} onClose={edit.close} />
    </Section>
  );
}

function SetRule({
  side,
  name,
  rule,
  opened,
  onClose,
}: {
  side: Side;
  name: string;
  rule: Rule | undefined;
  opened: boolean;
  onClose: () => void;
}) {
  const set = useSend(SetDocument, 'SupportRule');
  const form = useSubmitForm({
    initialValues: rule
      ? { areas: rule.areas, mode: rule.mode, minutes: rule.minutes as number | string }
      : EMPTY_ACCESS,
    schema: z.object(accessRules),
    send: ({ minutes, ...most }) => set({ input: { side, ...most, minutes: Number(minutes) } }),
    onDone: onClose,
  });
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title={`Standing rule for ${name}`}
      submitLabel="Save rule"
      form={form}
      size="lg"
    >
      <Text fz="sm" c="dimmed">
        They may go in without being approved each time, for at most:
      </Text>
      <AccessFields form={form.form} />
    </FormModal>
  );
}
