//! `nutgraf model get` against a hub that runs in the test: what it serves, cuts off, refuses and falsifies.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::json;
use sha1::Digest as _;

use crate::newsroom::{Newsroom, Said};

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
/// The file that stands for what the hub keeps apart as large.
const LARGE: &str = "pytorch_model.bin";

/// How the hub behaves.
#[derive(Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a way to behave")]
struct Manner {
    /// The large file is cut off after so many bytes, this many times.
    cut: Option<usize>,
    cuts: usize,
    /// The large file is sent with a byte changed.
    falsified: bool,
    /// What opens it.
    token: Option<&'static str>,
    /// Large files lie on another server.
    elsewhere: bool,
    /// The API states no hashes: they are in the headers.
    terse: bool,
    /// It knows no ranges.
    whole: bool,
    /// So many answers fail first.
    busy: usize,
}

/// A hub, and every request that it got: the path, the range and the token.
struct Hub {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
    newsroom: Newsroom,
}

fn files() -> HashMap<String, Vec<u8>> {
    let data = Newsroom::sample().join("tests/data/model");
    let parts = [
        ("shards/config.json", "config.json"),
        ("shards/generation_config.json", "generation_config.json"),
        ("json/tokenizer.json", "tokenizer.json"),
        ("zip/pytorch_model.bin", LARGE),
    ];
    let mut files: HashMap<String, Vec<u8>> =
        parts.map(|(from, name)| (name.to_owned(), fs::read(data.join(from)).unwrap())).into();
    files.insert("README.md".to_owned(), b"Not wanted.".to_vec());
    files
}

fn tag(name: &str, bytes: &[u8]) -> String {
    let hash: Vec<u8> = if name == LARGE {
        sha2::Sha256::digest(bytes).to_vec()
    } else {
        sha1::Sha1::new_with_prefix(format!("blob {}\0", bytes.len())).chain_update(bytes).finalize().to_vec()
    };
    hash.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

impl Hub {
    fn new(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, own) = (Arc::clone(&asked), address.clone());
        thread::spawn(move || {
            let (files, manner) = (files(), Mutex::new(manner));
            for stream in listener.incoming() {
                // A client that leaves early is its own affair.
                let _ = answer(stream.unwrap(), &files, &mut manner.lock().unwrap(), &log, &own);
            }
        });
        Self { address, asked, newsroom: Newsroom::new() }
    }

    fn cache(&self) -> PathBuf {
        self.newsroom.path("hub")
    }

    fn get(&self, name: &str, more: &[(&str, &str)]) -> Said {
        self.run(&["model", "get", name], more)
    }

    fn run(&self, arguments: &[&str], more: &[(&str, &str)]) -> Said {
        let mut program = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
        program.args(arguments).current_dir(self.newsroom.path(""));
        for name in ["HF_TOKEN", "HF_HUB_OFFLINE", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            program.env_remove(name);
        }
        program.env("HF_ENDPOINT", &self.address).env("HF_HUB_CACHE", self.cache());
        let output = program.envs(more.iter().copied()).output().unwrap();
        Said {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }

    /// What was asked for, among it this.
    fn asked(&self, part: &str) -> Vec<String> {
        self.asked.lock().unwrap().iter().filter(|asked| asked.contains(part)).cloned().collect()
    }

    fn repository(&self) -> PathBuf {
        self.cache().join("models--desk--small")
    }
}

fn answer(
    mut stream: TcpStream,
    files: &HashMap<String, Vec<u8>>,
    manner: &mut Manner,
    log: &Mutex<Vec<String>>,
    own: &str,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().unwrap_or(Ok(String::new()))?;
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let (mut range, mut token) = (None, None);
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(": ") else { break };
        match &*name.to_ascii_lowercase() {
            "range" => {
                let from = value.strip_prefix("bytes=").and_then(|range| range.strip_suffix('-'));
                range = from.and_then(|from| from.parse::<usize>().ok());
            }
            "authorization" => token = Some(value.to_owned()),
            _ => {}
        }
    }
    log.lock().unwrap().push(format!("{path} {range:?} {token:?}"));
    let mut send = |status: &str, headers: &str, body: &[u8], length: usize| {
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n"
        )?;
        stream.write_all(body)
    };
    if manner.busy > 0 {
        manner.busy -= 1;
        return send("503 Busy", "", b"", 0);
    }
    let stored = path.starts_with("/store/");
    if let Some(wanted) = manner.token.filter(|_| !stored)
        && token != Some(format!("Bearer {wanted}"))
    {
        return send("401 Unauthorized", "", b"", 0);
    }
    if path == "/api/models/desk/small/revision/main?blobs=true" {
        let siblings: Vec<_> = files
            .iter()
            .map(|(name, bytes)| match (manner.terse, name == LARGE) {
                (true, _) => json!({"rfilename": name}),
                (_, true) => json!({"rfilename": name, "size": bytes.len(), "blobId": "0".repeat(40),
                    "lfs": {"sha256": tag(name, bytes), "size": bytes.len()}}),
                _ => json!({"rfilename": name, "size": bytes.len(), "blobId": tag(name, bytes)}),
            })
            .collect();
        let body = json!({"sha": COMMIT, "siblings": siblings}).to_string();
        return send("200 OK", "", body.as_bytes(), body.len());
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    let known = path.starts_with(&format!("/desk/small/resolve/{COMMIT}/")) || stored;
    let Some(bytes) = files.get(name).filter(|_| known) else { return send("404 Not Found", "", b"", 0) };
    let hash = tag(name, bytes);
    if name == LARGE && manner.elsewhere && !stored {
        // By another name, it is another server.
        let there = own.replace("127.0.0.1", "localhost");
        return send(
            "302 Found",
            &format!("Location: {there}/store/{name}\r\nX-Linked-Etag: \"{hash}\"\r\n"),
            b"",
            0,
        );
    }
    let mut bytes = bytes.clone();
    if name == LARGE && manner.falsified {
        bytes[5000] ^= 1;
    }
    let start = range.filter(|_| !manner.whole).unwrap_or(0).min(bytes.len());
    let rest = &bytes[start..];
    let mut part = rest.len();
    if let Some(cut) = manner.cut.filter(|_| name == LARGE && manner.cuts > 0) {
        manner.cuts -= 1;
        part = part.min(cut);
    }
    let status = if start > 0 { "206 Partial Content" } else { "200 OK" };
    send(status, &format!("ETag: \"{hash}\"\r\n"), &rest[..part], rest.len())
}

#[test]
fn a_model_is_fetched_once_into_the_cache_that_all_programs_share() {
    let hub = Hub::new(Manner::default());
    let said = hub.get("desk/small", &[]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let folder = hub.repository().join("snapshots").join(COMMIT);
    assert_eq!(said.out.trim(), folder.to_str().unwrap());
    assert!(said.err.contains("fetching pytorch_model.bin ("), "{}", said.err);
    assert_eq!(fs::read_to_string(hub.repository().join("refs/main")).unwrap(), COMMIT);
    let whole = &files()[LARGE];
    assert_eq!(&fs::read(folder.join(LARGE)).unwrap(), whole);
    let blob = hub.repository().join("blobs").join(tag(LARGE, whole));
    assert_eq!(fs::canonicalize(folder.join(LARGE)).unwrap(), fs::canonicalize(blob).unwrap());
    assert!(!folder.join("README.md").exists() && hub.asked("README").is_empty());
    // Again: nothing but the list is asked for.
    let before = hub.asked("/resolve/").len();
    assert_eq!(hub.get("desk/small", &[]).code, Some(0));
    assert_eq!(hub.asked("/resolve/").len(), before);
    // And it is listed, and found sound by its hashes.
    assert_eq!(hub.run(&["model", "list"], &[]).out, "desk/small\tBart\t0 MB\n");
    let said = hub.run(&["model", "check", "desk/small"], &[]);
    assert!(said.out.contains("4 files are those of the hub"), "{}{}", said.out, said.err);
}

#[test]
fn a_download_that_is_cut_off_goes_on_where_it_was() {
    let hub = Hub::new(Manner { cut: Some(7000), cuts: 3, ..Manner::default() });
    let said = hub.get("desk/small", &[]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let ranges: Vec<String> = hub.asked(LARGE);
    assert_eq!(ranges.len(), 4, "{ranges:?}");
    assert!(ranges[1].contains("Some(7000)") && ranges[3].contains("Some(21000)"), "{ranges:?}");
    assert_eq!(
        fs::read(hub.repository().join("snapshots").join(COMMIT).join(LARGE)).unwrap(),
        files()[LARGE]
    );
}

#[test]
fn a_download_that_was_given_up_goes_on_in_the_next_run() {
    let hub = Hub::new(Manner { whole: true, ..Manner::default() });
    let blobs = hub.repository().join("blobs");
    fs::create_dir_all(&blobs).unwrap();
    let whole = &files()[LARGE];
    let part = blobs.join(format!("{}.incomplete", tag(LARGE, whole)));
    // From a hub that knows ranges only the rest is asked for; from one that knows none, all of it.
    for (knows, asked) in [(true, "Some(9000)"), (false, "Some(9000)")] {
        let hub = if knows {
            Hub::new(Manner::default())
        } else {
            Hub { address: hub.address.clone(), asked: Arc::clone(&hub.asked), newsroom: Newsroom::new() }
        };
        let blobs = hub.repository().join("blobs");
        fs::create_dir_all(&blobs).unwrap();
        fs::write(blobs.join(part.file_name().unwrap()), &whole[..9000]).unwrap();
        let said = hub.get("desk/small", &[]);
        assert_eq!(said.code, Some(0), "{}", said.err);
        assert!(said.err.contains("from 9000 on"), "{}", said.err);
        assert!(hub.asked(LARGE)[0].contains(asked));
        assert_eq!(&fs::read(blobs.join(tag(LARGE, whole))).unwrap(), whole);
    }
}

#[test]
fn a_file_with_another_hash_is_refused_and_not_kept() {
    let hub = Hub::new(Manner { falsified: true, ..Manner::default() });
    let said = hub.get("desk/small", &[]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains(LARGE) && said.err.contains("was sent with other bytes"), "{}", said.err);
    assert!(!hub.repository().join("snapshots").exists());
    let kept = fs::read_dir(hub.repository().join("blobs")).unwrap();
    assert!(
        kept.into_iter().all(|entry| !entry.unwrap().file_name().to_string_lossy().contains("incomplete"))
    );
}

#[test]
fn a_damaged_file_in_the_cache_is_found() {
    let hub = Hub::new(Manner::default());
    assert_eq!(hub.get("desk/small", &[]).code, Some(0));
    let path = hub.repository().join("snapshots").join(COMMIT).join(LARGE);
    let mut bytes = fs::read(&path).unwrap();
    bytes[5000] ^= 1;
    fs::write(&path, bytes).unwrap();
    let said = hub.run(&["model", "check", "desk/small"], &[]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("pytorch_model.bin is damaged: its hash is"), "{}", said.err);
}

#[test]
fn what_the_hub_refuses_is_said() {
    let hub = Hub::new(Manner { token: Some("secret"), ..Manner::default() });
    for (name, more, wanted) in [
        ("desk/small", &[][..], "is refused (HTTP 401): the name is wrong, or it takes an HF_TOKEN"),
        ("desk/small", &[("HF_TOKEN", "wrong")], "or HF_TOKEN does not open it"),
        ("desk/none", &[("HF_TOKEN", "secret")], "desk/none is not on the hub (HTTP 404)"),
        ("../../etc", &[], "is no name of a model"),
        ("desk/small", &[("HF_HUB_OFFLINE", "1")], "desk/small cannot be fetched: HF_HUB_OFFLINE is set"),
        ("desk/small", &[("HF_ENDPOINT", "not an address")], "cannot be reached"),
    ] {
        let said = hub.get(name, more);
        assert_eq!(said.code, Some(2), "{name} {more:?}");
        assert!(said.err.contains(wanted), "{name} {more:?}: {}", said.err);
        assert!(said.err.lines().count() == 1 && !said.err.contains("secret"), "{}", said.err);
    }
    assert_eq!(hub.get("desk/small", &[("HF_TOKEN", "secret")]).code, Some(0));
}

#[test]
fn a_redirect_is_followed_and_the_token_stays_at_home() {
    let hub = Hub::new(Manner { token: Some("secret"), elsewhere: true, terse: true, ..Manner::default() });
    let said = hub.get("desk/small", &[("HF_TOKEN", "secret")]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let there = hub.asked("/store/");
    assert!(!there.is_empty() && there.iter().all(|asked| asked.ends_with("None")), "{there:?}");
    assert!(hub.repository().join("blobs").join(tag(LARGE, &files()[LARGE])).exists());
}

#[test]
fn a_hub_that_is_busy_is_asked_again_and_one_that_is_not_there_is_named() {
    let hub = Hub::new(Manner { busy: 2, ..Manner::default() });
    assert_eq!(hub.get("desk/small", &[]).code, Some(0));
    // A port that nobody listens on any more.
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let said = hub.get("desk/small", &[("HF_ENDPOINT", &format!("http://{gone}"))]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("desk/small cannot be reached"), "{}", said.err);
}
