import { Select, Textarea, TextInput } from '@mantine/core';
import {
  acknowledgementDueOn,
  date as dateRule,
  email,
  isPlainDate,
  line,
  optional,
  prose,
  requestDeadline,
} from '@steward/shared';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useOptions } from '../../../data/use-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { date } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { CHANNELS, KIND_HINTS, KINDS, type Kind, kindOptions } from './rights-words.ts';

const OpenDocument = graphql(`
  mutation OpenRightsRequest($input: OpenRightsRequestInput!) {
    openRightsRequest(input: $input) {
      id
      reference
    }
  }
`);
const PeopleDocument = graphql(`
  query RightsPeople($search: String) {
    endUsers(first: 100, filter: { search: $search }, orderBy: { field: NAME }) {
      nodes {
        id
        displayName
        userId
      }
    }
  }
`);
const PersonDocument = graphql(`
  query RightsPerson($id: ID!) {
    endUsers(first: 1, filter: { search: $id }) {
      nodes {
        id
        displayName
        userId
      }
    }
  }
`);
type Found = ResultOf<typeof PeopleDocument>['endUsers']['nodes'][number];
const named = ({ id, displayName, userId }: Found) => ({ id, name: `${displayName} (${userId})` });
const PEOPLE = {
  many: PeopleDocument,
  found: ({ endUsers }: ResultOf<typeof PeopleDocument>) => endUsers.nodes.map(named),
  // Nobody's record is opened, which would be noted, to show a name that is on screen already.
  one: PersonDocument,
  chosen: () => undefined,
  type: 'EndUser',
};

interface OpenRightsRequestProps {
  opened: boolean;
  onClose: () => void;
  onOpened: (id: string) => void;
}

/** Asks something about one's own data, or enters what reached one by mail or telephone [D2]. */
export function OpenRightsRequest({ opened, onClose, onOpened }: OpenRightsRequestProps) {
  const { level } = useViewer();
  const own = level === 'END_USER';
  const seller = level === 'PLATFORM' || level === 'RESELLER';
  const open = useSend(OpenDocument);
  const form = useSubmitForm({
    initialValues: {
      kind: 'ACCESS' as Kind,
      endUserId: '',
      companyId: '',
      personName: '',
      personEmail: '',
      channel: 'EMAIL' as keyof typeof CHANNELS,
      receivedOn: today(),
      facts: '',
    },
    schema: z.object({
      facts: optional(prose(4_000)),
      personEmail: optional(email()),
      personName: optional(line(120)),
      receivedOn: dateRule(),
    }),
    send: ({ kind, facts, ...entered }) =>
      open({ input: own ? { kind, facts } : { kind, facts, ...entered } }),
    onDone: ({ openRightsRequest }) => {
      onClose();
      onOpened(openRightsRequest.id);
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const { kind, endUserId, receivedOn } = values;
  const people = useOptions(PEOPLE, opened && !own);
  const companies = useCompanyOptions(opened && seller && !endUserId, values.companyId || undefined);
  const region = 'ENGLAND_AND_WALES';
  const due =
    isPlainDate(receivedOn) &&
    (kind === 'COMPLAIN'
      ? acknowledgementDueOn(receivedOn, region)
      : requestDeadline({ receivedOn, region }).dueOn);
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title={own ? 'Ask about my data' : 'Enter a request'}
      submitLabel={own ? 'Ask' : 'Enter request'}
      form={form}
      size="lg"
      summary={
        <FormSummary
          facts={[
            ['What', KINDS[kind]],
            [kind === 'COMPLAIN' ? 'Acknowledged by' : 'Answered by', due ? date(due) : '–'],
          ]}
          effects={[
            own && KIND_HINTS[kind],
            level !== 'COMPANY' &&
              'The company’s administrators are told: it is the controller, and answers.',
            !own && 'In Scotland and Northern Ireland the day may be another, by their bank holidays.',
          ]}
        />
      }
    >
      <Select
        label="What is asked"
        data={kindOptions}
        allowDeselect={false}
        required
        {...getInputProps('kind')}
      />
      {!own && (
        <>
          <FoundSelect
            label="Who asks"
            description="Somebody in the directory; leave empty for others."
            placeholder="Type a name"
            clearable
            choices={people}
            nothingFoundMessage="Nobody of that name"
            {...getInputProps('endUserId')}
            value={endUserId || null}
            onChange={(id) => setFieldValue('endUserId', id ?? '')}
          />
          {!endUserId && (
            <>
              {seller && (
                <FoundSelect
                  label="Company"
                  placeholder="Type a name"
                  required
                  choices={companies}
                  nothingFoundMessage="No company of that name"
                  {...getInputProps('companyId')}
                  value={values.companyId || null}
                  onChange={(id) => setFieldValue('companyId', id ?? '')}
                />
              )}
              <TextInput label="Name" required maxLength={120} {...getInputProps('personName')} />
            </>
          )}
          <TextInput
            label="Write to"
            description="Left empty, they are written to at their address in the directory."
            type="email"
            maxLength={254}
            {...getInputProps('personEmail')}
          />
          <Select
            label="How it came"
            data={(['EMAIL', 'TELEPHONE', 'LETTER', 'IN_PERSON'] as const).map((value) => ({
              value,
              label: CHANNELS[value],
            }))}
            allowDeselect={false}
            {...getInputProps('channel')}
          />
          <DayField
            label="Received on"
            description="The day on which it came, even if nobody was there."
            required
            max={today()}
            {...getInputProps('receivedOn')}
          />
        </>
      )}
      <Textarea
        label={own ? 'What you would like' : 'What they ask'}
        description={own ? 'In your words; the more exact, the sooner you are answered.' : 'In their words.'}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={4000}
        {...getInputProps('facts')}
      />
    </FormModal>
  );
}
