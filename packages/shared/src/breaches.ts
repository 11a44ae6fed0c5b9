/** Within how many hours of becoming aware a controller tells its authority, or notes why it does not (Art. 33(1)). */
export const AUTHORITY_HOURS = 72;

const LIKELIHOODS = ['UNLIKELY', 'POSSIBLE', 'LIKELY'];
const SEVERITIES = ['MINOR', 'SIGNIFICANT', 'SEVERE'];

/**
 * The risk to people, from how likely harm is and how bad it would be: high from a significant harm that is likely on, low where one
 * of both is lowest and the other not highest. Null while one is not judged yet.
 */
export function breachRisk(
  likelihood: string | null,
  severity: string | null,
): 'LOW' | 'RISK' | 'HIGH' | null {
  if (!likelihood || !severity) return null;
  const weight = (LIKELIHOODS.indexOf(likelihood) + 1) * (SEVERITIES.indexOf(severity) + 1);
  if (weight >= 6) return 'HIGH';
  return weight >= 3 ? 'RISK' : 'LOW';
}
