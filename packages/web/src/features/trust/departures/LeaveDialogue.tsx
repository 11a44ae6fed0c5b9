import { Textarea } from '@mantine/core';
import { date, prose } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { count, date as dayText, plural } from '../../../lib/format.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { LEAVE_EFFECTS } from './leave-words.ts';

const PreviewDocument = graphql(`
  query DeparturePreview($companyId: ID!, $leavesOn: Date!) {
    departurePreview(companyId: $companyId, leavesOn: $leavesOn) {
      serviceCount
      endUserCount
      administratorCount
      unpaidCount
      bound {
        name
        endsOn
      }
      holds
    }
  }
`);
const LeaveCompanyDocument = graphql(`
  mutation LeaveCompany($input: LeaveCompanyInput!) {
    leaveCompany(input: $input) {
      id
    }
  }
`);
const LeaveResellerDocument = graphql(`
  mutation LeaveReseller($input: LeaveResellerInput!) {
    leaveReseller(input: $input) {
      id
    }
  }
`);

type LeaveProps = ({ companyId: string; resellerId?: never } | { companyId?: never; resellerId: string }) & {
  onClose: () => void;
};

/** Proposes that a company or reseller leaves, with what that does beside the fields [T7]. */
export function LeaveDialogue({ companyId, resellerId, onClose }: LeaveProps) {
  const navigate = useNavigate();
  const company = useSend(LeaveCompanyDocument, 'Departure');
  const reseller = useSend(LeaveResellerDocument, 'Departure');
  const form = useSubmitForm({
    initialValues: { leavesOn: '', reason: '' },
    schema: z.object({ leavesOn: date(), reason: prose(1_000) }),
    send: async (values): Promise<string> =>
      companyId
        ? (await company({ input: { companyId, ...values } })).leaveCompany.id
        : (await reseller({ input: { resellerId: resellerId ?? '', ...values } })).leaveReseller.id,
    onDone: (id) => void navigate({ to: '/departures/$departureId', params: { departureId: id } }),
  });
  const { leavesOn } = form.form.getValues();
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Leave"
      submitLabel="Propose"
      destructive
      size="lg"
      form={form}
      summary={
        companyId && date().safeParse(leavesOn).success ? (
          <CompanySummary companyId={companyId} leavesOn={leavesOn} />
        ) : (
          <FormSummary effects={LEAVE_EFFECTS} />
        )
      }
    >
      <DayField
        label="Leaves on"
        description="The first day on which it is no customer any more."
        required
        {...form.form.getInputProps('leavesOn')}
      />
      <Textarea label="Why" required autosize minRows={3} {...form.form.getInputProps('reason')} />
    </FormModal>
  );
}

/** What that day does to a company, in figures, and what stands in the way. */
function CompanySummary({ companyId, leavesOn }: { companyId: string; leavesOn: string }) {
  const read = useRead(PreviewDocument, { companyId, leavesOn });
  if (read.state !== 'ready') return <FormSummary effects={LEAVE_EFFECTS} />;
  const { serviceCount, endUserCount, administratorCount, unpaidCount, bound, holds } =
    read.data.departurePreview;
  return (
    <FormSummary
      facts={[
        ['Services that end', count(serviceCount)],
        ['Sign-ins that are shut', count(endUserCount + administratorCount)],
        ['Unpaid invoices, which stay owed', count(unpaidCount)],
        ['Administrators who are told', count(administratorCount)],
      ]}
      effects={[
        bound[0] &&
          `${bound[0].name} is taken until ${dayText(bound[0].endsOn)}: choose that day or a later one${bound.length > 1 ? `, as ${plural(bound.length - 1, 'other')}` : ''}.`,
        holds.length > 0 && `A legal hold (${holds.join(', ')}) stops its deletion until it is lifted.`,
        ...LEAVE_EFFECTS,
      ]}
    />
  );
}
