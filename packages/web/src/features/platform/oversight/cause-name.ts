/** "invitation" or "subscriptionStarted" as people say it: "Invitation", "Subscription started". */
export function causeName(cause: string): string {
  const spaced = cause
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_.]/g, ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
