import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { type Endpoint, openEndpoint, type SealedEndpoint } from '../connectors/index.ts';
import type { Delivery } from './carry-out.ts';
import { deliver } from './deliver.ts';
import { endpointGone } from './endpoint-gone.ts';
import { finishJob, lockJob, noteAttempt, subjectOf } from './locked-job.ts';
import { acknowledged } from './message.ts';
import { noteObservation } from './note-observation.ts';
import { ProvisioningJob } from './provisioning-job.entity.ts';
import { whyNotSentAgain } from './sent-message.ts';

interface Sent extends SealedEndpoint {
  obstacle: string | null;
}

interface Planned extends Endpoint, Pick<Sent, 'connectorId'> {
  message: string;
  at: Date;
}

/**
 * Sends the message of a webhook once more: the same id and body, so that the receiver can tell the repetition, with the time and
 * the signature of now. What was delivered stays so, whatever comes of it; what had failed is done if the receiver says yes. [P1] [S78]
 */
export const resendMessage = outsideVerb({
  name: 'resendMessage',
  description:
    'Sends the message of a webhook once more, with the same id and body and a signature of now. What came of it is the last entry of the job’s attempts.',
  permission: 'PROVISIONING_WRITE',
  input: input('ResendMessageInput', { jobId: id() }),
  async plan(scope, { jobId }, { seals }): Promise<Planned> {
    await lockJob(scope, jobId);
    const sent = await sentFor(scope, jobId);
    if (sent.obstacle) throw conflict(sent.obstacle, 'jobId');
    const { message } = await scope.load(ProvisioningJob, jobId);
    try {
      return { ...sent, ...openEndpoint(sent, seals, scope.now), message: message as string, at: scope.now };
    } catch {
      throw conflict('The secret of its endpoint cannot be read: configure the endpoint anew.', 'jobId');
    }
  },
  call: ({ url, secrets, message, at }, { jobId }, { services }): Promise<Delivery> =>
    deliver({ url, secrets }, { id: jobId, body: message, at }, services.outbound.allow),
  async settle(scope, { connectorId, url, message }, delivery, { jobId }) {
    if (delivery.outcome === 'GONE') await endpointGone(scope, connectorId, url);
    const job = await lockJob(scope, jobId);
    await noteAttempt(scope, job, delivery);
    // Meanwhile it may have been tried again, or what is to be there may have changed: then that decides.
    const { obstacle } = await sentFor(scope, jobId);
    if (delivery.outcome !== 'DONE' || obstacle) return { result: jobId, subject: subjectOf(job, job.state) };
    const said = acknowledged(message);
    const seen = { connectorId, desired: said, observed: said, drift: [], accepted: [], again: false };
    await noteObservation(scope, job, seen);
    if (job.state === 'PARKED') await finishJob(scope, job);
    return { result: jobId, subject: subjectOf(job, 'DONE') };
  },
});

/** Where the message of a job that is there went, and why it cannot be sent again. */
async function sentFor(scope: Scope, jobId: string): Promise<Sent> {
  const [sent] = await scope.sql<Sent>(
    `select k.id as "connectorId", k.url, k.secret, k.previous_secret as "previousSecret",
        k.previous_secret_until as "previousSecretUntil", ${whyNotSentAgain('j')} as obstacle
       from provisioning_job j left join connector k on k.id = j.connector_id where j.id = $1`,
    [jobId],
  );
  if (!sent) throw notFound('provisioning job');
  return sent;
}
