//! How deep a page's elements stand inside each other, told before it is parsed.

/// The most elements that may stand inside each other: a page that goes deeper was made to break its readers.
pub(in crate::read) const DEEPEST: usize = 512;

/// Whether a page stays within [`DEEPEST`], counted without parsing: a tag that needs its end goes one deeper.
pub(in crate::read) fn is_shallow(page: &str) -> bool {
    // Elements without an end, and those whose end may be left out, which the parser then closes itself.
    const ENDLESS: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup",
        "rp", "rt", "html", "head", "body", "path", "circle", "rect", "line", "polygon", "use", "stop",
        "ellipse", "param",
    ];
    let bytes = page.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(next) = memchr::memchr(b'<', &bytes[at..]) {
        at += next + 1;
        let closes = bytes.get(at) == Some(&b'/');
        let name = &bytes[at + usize::from(closes)..];
        let name = &name[..name.iter().take(16).take_while(|b| b.is_ascii_alphanumeric()).count()];
        let endless = ENDLESS.iter().any(|endless| name.eq_ignore_ascii_case(endless.as_bytes()));
        if name.is_empty() || endless {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEEPEST {
            return false;
        }
        // What stands in a script is no tag.
        if !closes && (name.eq_ignore_ascii_case(b"script") || name.eq_ignore_ascii_case(b"style")) {
            let end: &[u8] = if name.len() == 6 { b"</script" } else { b"</style" };
            at = bytes[at..]
                .windows(end.len())
                .position(|window| window.eq_ignore_ascii_case(end))
                .map_or(bytes.len(), |end| at + end);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_as_a_parser_would() {
        assert!(is_shallow(&"<p>One <b>two</b><li>three<br>".repeat(5000)));
        assert!(is_shallow(&format!("<script>{}</script>", "if (a <b) ".repeat(5000))));
        assert!(!is_shallow(&"<div>".repeat(DEEPEST + 1)));
        assert!(!is_shallow(&"<b><i>".repeat(DEEPEST)));
    }
}
