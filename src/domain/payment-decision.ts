import type { PaymentReport, PaymentReportState } from '../model/payment-report.js';
import type { Repository } from '../store/repository.js';

/** Its payment is recorded, which stands whatever somebody decides meanwhile: the store may be away, and then the next replay tells it. */
export async function confirmReport(reports: Repository<PaymentReport>, id: string): Promise<void> {
  const confirmOnce = async (): Promise<boolean> => {
    const report = await reports.get(id);
    if (report === null || report.state === 'CONFIRMED') return true;
    return reports.replace(report, decide(report, 'CONFIRMED'));
  };
  // The second time it is what somebody has made of it between the two steps.
  await confirmOnce()
    .then((isDone) => isDone || confirmOnce())
    .catch(() => false);
}

export function decide(report: PaymentReport, state: PaymentReportState): PaymentReport {
  return { ...report, state, decidedAt: new Date().toISOString() };
}
