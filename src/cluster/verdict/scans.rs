//! What is asked of scans: the more words of two are misread, the less they can share.

use super::super::Evidence;

/// So much of the shorter's words stand in the longer, misread ones included, where both are scans of one text.
const MISREAD: f64 = 0.6;
/// That share falls by so much of the share that differs by a slip: where many do, others are past knowing.
const PAST_KNOWING: f64 = 0.4;

/// How much less is asked of a scan, 0 to 1.
pub(super) fn past_knowing(evidence: &Evidence) -> f64 {
    PAST_KNOWING * evidence.slips()
}

/// Whether enough of the words of a scan are another's.
pub(super) fn is_misread(evidence: &Evidence) -> bool {
    evidence.misread > 0 && evidence.covered >= MISREAD - past_knowing(evidence)
}

/// Whether of a short text so much is misread that it may be of a pattern with another's names and figures.
pub(super) fn is_unclear_scan(evidence: &Evidence, density: f64) -> bool {
    evidence.is_misread_heavily()
        && evidence.shared_words as f64 * density < SHORT_SCAN.words
        && evidence.entities < (SHORT_SCAN.clear - evidence.slips()).min(SHORT_SCAN.entities)
}

/// Of fewer shared words so much of the names and figures must be the same, 0 to 1, where many are misread; and as much less than
/// all as words are misread but for a little.
const SHORT_SCAN: ShortScan = ShortScan { words: 64.0, entities: 0.7, clear: 1.05 };

struct ShortScan {
    words: f64,
    entities: f64,
    clear: f64,
}
