//! The digest as JSON, for programs.

use super::Digest;
use crate::error::{Error, Result};

pub(super) fn page(digest: &Digest) -> Result<String> {
    let json = serde_json::to_string_pretty(digest);
    json.map(|json| json + "\n").map_err(|error| Error::Layout { day: digest.day, reason: error.to_string() })
}
