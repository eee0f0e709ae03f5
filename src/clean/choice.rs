//! Chooses the day of an article among all that claim to know it.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::article::{DateReason, Dated};
use crate::options::Options;

/// The day, and the other claims in the order of their strength ([`DateReason::rank`]): what the record, the page
/// or the address says, then the copy's own lines, then its place on disk; copy that nothing dates goes to the
/// day given for it, or to the file's own. A day that has not come yet is never believed; tomorrow may have
/// begun elsewhere.
pub(super) fn choose(mut claims: Vec<Dated>, options: &Options) -> (Dated, Vec<Dated>) {
    let tomorrow = options.today.saturating_add(1.day());
    claims.retain(|date| date.day <= tomorrow);
    claims.extend(options.undated.map(|day| Dated::day(day, DateReason::Given)));
    claims.sort_by_key(|date| date.reason.rank());
    if claims.is_empty() {
        return (Dated::day(options.today, DateReason::Given), claims);
    }
    let chosen = reprinted(&claims).or_else(|| at_home(&claims)).or_else(|| moved(&claims)).unwrap_or(0);
    let mut chosen = claims.remove(chosen);
    // The same day from a weaker witness that knows the time completes it.
    if chosen.time.is_none()
        && let Some(timed) = claims.iter().find(|date| date.day == chosen.day && date.time.is_some())
    {
        (chosen.time, chosen.offset) = (timed.time, timed.offset);
    }
    (chosen, claims)
}

/// The most days after its dateline that copy is reprinted.
const REPRINT: i32 = 3;

/// A dateline says when the copy was written: a reprint lies under its own day, soon after.
fn reprinted(claims: &[Dated]) -> Option<usize> {
    let chosen = claims.first().filter(|date| matches!(date.reason, DateReason::Dateline(_)))?;
    let filed = claims.iter().position(|date| date.reason == DateReason::Path)?;
    let soon = |day: Date| (chosen.day..=chosen.day.saturating_add(REPRINT.days())).contains(&day);
    soon(claims[filed].day).then_some(filed)
}

/// A machine's clock in UTC may be a day off the one on the wall: what the reader is shown is nearer to it.
fn at_home(claims: &[Dated]) -> Option<usize> {
    let machine = claims.first().filter(|date| date.offset == Some(Offset::UTC))?;
    let shown = |date: &Dated| {
        let local = date.offset.is_some_and(|offset| offset != Offset::UTC);
        local || matches!(date.reason, DateReason::Url | DateReason::Line(_) | DateReason::Shown(_))
    };
    let near = |date: &Dated| {
        let (before, after) = (machine.day.saturating_sub(1.day()), machine.day.saturating_add(1.day()));
        let hour = machine.time.map(jiff::civil::Time::hour);
        (date.day == before && hour.is_some_and(|hour| hour < 12))
            || (date.day == after && hour.is_some_and(|hour| hour >= 10))
    };
    claims.iter().position(shown).filter(|at| near(&claims[*at]))
}

/// How many days after the one in its address a machine may say that a page was published.
const MOVED: i32 = 31;

/// A page that moved to another system got its day of publication there anew; its address is older.
fn moved(claims: &[Dated]) -> Option<usize> {
    let machine = claims.first().filter(|date| matches!(date.reason, DateReason::Metadata(_)))?;
    let address = claims.iter().position(|date| date.reason == DateReason::Url)?;
    (claims[address].day.saturating_add(MOVED.days()) < machine.day).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_on_the_wall_counts_where_a_machine_says_it_in_utc() {
        let options = Options::new(Date::constant(2026, 3, 9));
        let machine = Dated {
            time: Some(jiff::civil::Time::constant(1, 30, 0, 0)),
            offset: Some(Offset::UTC),
            ..Dated::day(Date::constant(2026, 3, 3), DateReason::Metadata("datePublished".into()))
        };
        let address = |day| Dated::day(Date::constant(2026, 3, day), DateReason::Url);
        assert_eq!(choose(vec![machine.clone(), address(2)], &options).0.day.day(), 2);
        assert_eq!(choose(vec![machine.clone(), address(4)], &options).0.day.day(), 3, "no clock is so late");
        assert_eq!(choose(vec![machine, address(1)], &options).0.day.day(), 3);
    }

    #[test]
    fn a_page_that_moved_keeps_the_day_in_its_address() {
        let options = Options::new(Date::constant(2026, 3, 9));
        let machine = Dated::day(Date::constant(2026, 3, 3), DateReason::Metadata("datePublished".into()));
        let address = |month, day| Dated::day(Date::constant(2026, month, day), DateReason::Url);
        assert_eq!(choose(vec![machine.clone(), address(1, 7)], &options).0.reason, DateReason::Url);
        assert_eq!(choose(vec![machine.clone(), address(2, 27)], &options).0, machine);
    }

    #[test]
    fn the_best_claim_wins_and_the_future_is_never_believed() {
        let options = Options::new(Date::constant(2026, 3, 5));
        let day = |d| Date::constant(2026, 3, d);
        let field = |d| Dated::day(day(d), DateReason::Field("date".into()));
        let file = Dated::day(day(4), DateReason::File);
        let line = Dated::day(day(2), DateReason::Line("Published: 2 March 2026".into()));
        assert_eq!(choose(vec![field(1), file.clone(), line.clone()], &options).0.day, day(1));
        assert_eq!(choose(vec![field(9), file.clone(), line], &options).0.day, day(2));
        assert_eq!(choose(vec![file.clone()], &options).0.reason, DateReason::File);
        let given = Options { undated: Some(day(3)), ..options.clone() };
        assert_eq!(choose(vec![file], &given).0, Dated::day(day(3), DateReason::Given));
        assert_eq!(choose(vec![], &options).0.day, day(5));
    }

    #[test]
    fn a_reprint_lies_under_the_day_of_its_folder_not_of_its_dateline() {
        let options = Options::new(Date::constant(2026, 3, 9));
        let dateline = Dated::day(Date::constant(2026, 3, 2), DateReason::Dateline("TAMSIN, March 2".into()));
        let day = |folder| {
            let folder = Dated::day(Date::constant(2026, 3, folder), DateReason::Path);
            choose(vec![folder, dateline.clone()], &options).0.day.day()
        };
        assert_eq!(day(3), 3);
        assert_eq!(day(8), 2, "a folder so much later is when it was collected");
        assert_eq!(day(1), 2, "nothing is printed before it is written");
    }
}
