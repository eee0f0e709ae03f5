//! Fetches over HTTP, and goes on where it was cut off.

use std::io::{self, Read, Write};
use std::thread;
use std::time::Duration;

use ureq::http::{Response, header};
use ureq::{Agent, Body};

use super::listing::is_hash;
use super::stacks::Part;

/// Failures in a row, without a byte got in between, after which a file is given up.
const TRIES: u32 = 5;
/// The pause after the first of them, which doubles.
const PAUSE: Duration = Duration::from_millis(200);
/// For how long a connection may be still.
const STILL: Duration = Duration::from_secs(30);
/// Redirects that are followed.
const HOPS: usize = 5;
/// The most that an answer of the API may have.
const LONGEST: u64 = 16 << 20;

/// Why a file is not here.
pub(super) enum Trouble {
    /// It cannot be written.
    Disk(io::Error),
    /// It cannot be got, in words that follow its address.
    Wire(String),
}

pub(super) struct Courier<'a> {
    agent: Agent,
    /// Scheme and host that the token is meant for.
    home: &'a str,
    token: Option<&'a str>,
}

/// How an attempt ended.
enum Failure {
    /// It may go better next time.
    Passing(String),
    Final(Trouble),
}

impl<'a> Courier<'a> {
    pub(super) fn new(endpoint: &'a str, token: Option<&'a str>) -> Self {
        let agent = Agent::config_builder()
            .user_agent(concat!("nutgraf/", env!("CARGO_PKG_VERSION")))
            .http_status_as_error(false)
            // They are followed here: the token must not travel, and what the hub says of a file is said before them.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(STILL))
            .timeout_recv_response(Some(STILL))
            .timeout_per_read(Some(STILL))
            .build();
        Self { agent: agent.into(), home: origin(endpoint), token }
    }

    /// The text at an address.
    pub(super) fn text(&self, url: &str) -> Result<String, String> {
        let mut failures = 0;
        loop {
            let text = self.open(url, 0, &mut None).and_then(|mut response| {
                let body = response.body_mut().with_config().limit(LONGEST);
                body.read_to_string().map_err(|error| Failure::Passing(said(&error)))
            });
            match text {
                Ok(text) => return Ok(text),
                Err(Failure::Final(Trouble::Wire(reason))) => return Err(reason),
                Err(Failure::Final(Trouble::Disk(error))) => return Err(error.to_string()),
                Err(Failure::Passing(reason)) => wait(&mut failures, reason)?,
            }
        }
    }

    /// The hash that the hub states for a file.
    pub(super) fn tag(&self, url: &str) -> Result<String, String> {
        let mut tag = None;
        match self.open(url, 0, &mut tag) {
            Ok(_) => tag.ok_or_else(|| "is sent without a hash (ETag)".to_owned()),
            Err(Failure::Passing(reason) | Failure::Final(Trouble::Wire(reason))) => Err(reason),
            Err(Failure::Final(Trouble::Disk(error))) => Err(error.to_string()),
        }
    }

    /// Fetches the rest of a file.
    pub(super) fn fetch(
        &self,
        url: &str,
        size: Option<u64>,
        part: &mut Part,
        tell: &dyn Fn(u64),
    ) -> Result<(), Trouble> {
        let mut failures = 0;
        loop {
            let before = part.length;
            tell(before);
            if size == Some(part.length) {
                return Ok(());
            }
            if size.is_some_and(|size| part.length > size) {
                part.restart().map_err(Trouble::Disk)?;
            }
            match self.attempt(url, size, part, tell) {
                Ok(()) => return Ok(()),
                Err(Failure::Final(trouble)) => return Err(trouble),
                Err(Failure::Passing(reason)) => {
                    if part.length > before {
                        failures = 0;
                    }
                    wait(&mut failures, reason).map_err(Trouble::Wire)?;
                }
            }
        }
    }

    fn attempt(
        &self,
        url: &str,
        size: Option<u64>,
        part: &mut Part,
        tell: &dyn Fn(u64),
    ) -> Result<(), Failure> {
        let disk = |error| Failure::Final(Trouble::Disk(error));
        let response = self.open(url, part.length, &mut None)?;
        // 206 goes on; 200 starts again: this server knows no ranges.
        if response.status() != 206 && part.length > 0 {
            part.restart().map_err(disk)?;
        }
        let stated = response.headers().get(header::CONTENT_LENGTH);
        let stated = stated.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        let wanted = size.or(stated.map(|length| part.length + length));
        let mut body = response.into_body().into_with_config().limit(u64::MAX).reader();
        let mut buffer = vec![0; 1 << 16];
        loop {
            let got = match body.read(&mut buffer) {
                Ok(0) => break,
                Ok(got) => got,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Failure::Passing(format!("was cut off: {error}"))),
            };
            if wanted.is_some_and(|wanted| part.length + got as u64 > wanted) {
                part.restart().map_err(disk)?;
                let reason = format!("is longer than the {} bytes that the hub states", wanted.unwrap_or(0));
                return Err(Failure::Final(Trouble::Wire(reason)));
            }
            part.write_all(&buffer[..got]).map_err(disk)?;
            tell(part.length);
        }
        match wanted {
            Some(wanted) if part.length < wanted => {
                Err(Failure::Passing(format!("was cut off after {} of {wanted} bytes", part.length)))
            }
            _ => Ok(()),
        }
    }

    /// Opens what is at an address from a byte on, wherever it leads; notes the hash that is stated on the way.
    fn open(&self, url: &str, from: u64, tag: &mut Option<String>) -> Result<Response<Body>, Failure> {
        let mut at = url.to_owned();
        for _ in 0..=HOPS {
            let mut request = self.agent.get(&at);
            if let Some(token) = self.token.filter(|_| origin(&at) == self.home) {
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
            if from > 0 {
                request = request.header(header::RANGE, format!("bytes={from}-"));
            }
            let response = request.call().map_err(|error| reason(&error))?;
            let text = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
            let stated = text("x-linked-etag").or(text("etag")).map(|tag| tag.trim_matches(['W', '/', '"']));
            *tag = tag.take().or(stated.filter(|tag| is_hash(tag)).map(str::to_owned));
            let status = response.status().as_u16();
            match status {
                200 | 206 => return Ok(response),
                301 | 302 | 303 | 307 | 308 => {
                    let to = text("location").unwrap_or_default();
                    at = joined(&at, to)
                        .ok_or_else(|| lost(format!("leads to \"{to}\", where it is not safe to follow")))?;
                }
                401 | 403 if self.token.is_some() => {
                    return Err(lost(format!(
                        "is refused (HTTP {status}): the name is wrong, or HF_TOKEN does not open it"
                    )));
                }
                401 | 403 => {
                    return Err(lost(format!(
                        "is refused (HTTP {status}): the name is wrong, or it takes an HF_TOKEN that opens it"
                    )));
                }
                404 => return Err(lost("is not on the hub (HTTP 404)".to_owned())),
                408 | 425 | 429 | 500..=599 => {
                    return Err(Failure::Passing(format!("cannot be had now (HTTP {status})")));
                }
                _ => return Err(lost(format!("cannot be had (HTTP {status})"))),
            }
        }
        Err(lost("leads from one address to another without end".to_owned()))
    }
}

/// A failure that will be the same next time.
fn lost(reason: String) -> Failure {
    Failure::Final(Trouble::Wire(reason))
}

/// Waits before the next attempt; after too many, gives up.
fn wait(failures: &mut u32, reason: String) -> Result<(), String> {
    *failures += 1;
    if *failures == TRIES {
        return Err(reason);
    }
    thread::sleep(PAUSE * 2u32.pow(*failures - 1));
    Ok(())
}

fn reason(error: &ureq::Error) -> Failure {
    match error {
        ureq::Error::BadUri(_) | ureq::Error::Http(_) | ureq::Error::InvalidProxyUrl => lost(said(error)),
        _ => Failure::Passing(said(error)),
    }
}

fn said(error: &ureq::Error) -> String {
    format!("cannot be reached: {error}")
}

/// Scheme and host of an address.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    url[host..].find('/').map_or(url, |at| &url[..host + at])
}

/// Where a redirect leads; never from a safe connection to an open one.
fn joined(from: &str, to: &str) -> Option<String> {
    if to.starts_with('/') && !to.starts_with("//") {
        return Some(format!("{}{to}", origin(from)));
    }
    let safe = to.starts_with("https://") || (to.starts_with("http://") && from.starts_with("http://"));
    safe.then(|| to.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_never_leaves_a_safe_connection() {
        for (from, to, wanted) in [
            ("https://hub/a/b", "/c", Some("https://hub/c")),
            ("https://hub/a", "https://cdn/x?y", Some("https://cdn/x?y")),
            ("https://hub/a", "http://cdn/x", None),
            ("http://127.0.0.1:9/a", "http://cdn/x", Some("http://cdn/x")),
            ("https://hub/a", "//cdn/x", None),
            ("https://hub/a", "file:///etc/passwd", None),
            ("https://hub/a", "", None),
        ] {
            assert_eq!(joined(from, to).as_deref(), wanted, "{from} to {to}");
        }
        assert_eq!(origin("https://hub:8080/a/b"), "https://hub:8080");
        assert_eq!(origin("http://hub"), "http://hub");
    }
}
