//! How the characters of a word are folded to what copies of it share.

use std::ops::Range;
use std::sync::LazyLock;

use super::words::hash;

/// A word as it is folded.
#[derive(Default)]
pub(super) struct Folding {
    pub(super) text: String,
}

impl Folding {
    pub(super) fn push(&mut self, c: char) {
        if c.is_ascii() {
            self.text.push(c.to_ascii_lowercase());
            return;
        }
        if let Some(digit) = digit(c) {
            self.text.push(digit);
            return;
        }
        if let Some(letters) = plain(c) {
            self.text.push_str(letters);
            return;
        }
        unicode_normalization::char::decompose_compatible(c, |part| {
            if !is_accent(part) {
                self.text.extend(part.to_lowercase());
            }
        });
    }

    /// Puts Latin letters in the place of those that only look like them, in a word that has both: nobody writes so who
    /// means the word to be found.
    pub(super) fn unmask(&mut self) {
        const MASKS: &[(char, char)] = &[
            ('а', 'a'),
            ('с', 'c'),
            ('ԁ', 'd'),
            ('е', 'e'),
            ('һ', 'h'),
            ('і', 'i'),
            ('ј', 'j'),
            ('о', 'o'),
            ('р', 'p'),
            ('ѕ', 's'),
            ('х', 'x'),
            ('у', 'y'),
            ('α', 'a'),
            ('ι', 'i'),
            ('ν', 'v'),
            ('ο', 'o'),
            ('ρ', 'p'),
        ];
        let latin = |c: char| MASKS.iter().find(|(mask, _)| *mask == c).map(|(_, latin)| *latin);
        if self.text.contains(|c: char| c.is_ascii_alphabetic()) && self.text.contains(|c| latin(c).is_some())
        {
            self.text = self.text.chars().map(|c| latin(c).unwrap_or(c)).collect();
        }
    }

    pub(super) fn close(&mut self, word: Range<usize>, each: &mut impl FnMut(Range<usize>, u64)) {
        if !self.text.is_empty() {
            self.unmask();
            each(word, hash(&self.text));
            self.text.clear();
        }
    }
}

/// What is written for a letter that is no other with an accent, where only those of ASCII are at hand.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        // In Turkish and Azeri, the small letter of I; capitals do not tell of what language they are.
        'ı' => "i",
        'ł' | 'Ł' => "l",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' => "d",
        'ħ' | 'Ħ' => "h",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        _ => return None,
    })
}

/// The digit that a character of another script is: copies are as likely to have one as the other.
fn digit(c: char) -> Option<char> {
    // Arabic, Persian and Urdu, Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam.
    const ZEROS: [u32; 11] = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66];
    let value = ZEROS.iter().map(|zero| u32::from(c).wrapping_sub(*zero)).find(|value| *value < 10)?;
    char::from_digit(value, 10)
}

/// The first of the characters that may have another form in China today.
const HAN: u32 = 0x4e00;

/// The form that a Chinese character has in China today, where Taiwan and Hong Kong write another; of some, several are one there.
///
/// `simplified.txt` has the pairs, those of single characters in the tables of `OpenCC` (Kuo 2010): facts, as the Unihan database
/// (Unicode Standard Annex 38) has them.
pub(super) fn simplified(c: char) -> char {
    static FORMS: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
        let mut forms = vec![None; 0x5200];
        for pair in include_str!("simplified.txt").split_ascii_whitespace() {
            let mut pair = pair.chars();
            if let (Some(old), new) = (pair.next(), pair.next()) {
                forms[(u32::from(old) - HAN) as usize] = new;
            }
        }
        forms
    });
    let form = u32::from(c).checked_sub(HAN).and_then(|at| *FORMS.get(at as usize)?);
    form.unwrap_or(c)
}

/// Marks that fold away: accents written as characters of their own, and the vowels and other marks of Hebrew and Arabic,
/// hamza and madda among them, which many leave out.
pub(super) fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}'
        | '\u{6ea}'..='\u{6ed}')
}

/// Scripts that put no blanks between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e01}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3041}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && (c.is_alphanumeric() || is_thai_mark(c))
}

/// Thai and Lao vowel and tone marks, which are no letters of their own.
fn is_thai_mark(c: char) -> bool {
    matches!(c, '\u{0e31}' | '\u{0e34}'..='\u{0e3a}' | '\u{0e47}'..='\u{0e4e}' | '\u{0eb1}' | '\u{0eb4}'..='\u{0ebc}' | '\u{0ec8}'..='\u{0ecd}')
}
