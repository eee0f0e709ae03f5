//! nutgraf turns a flood of articles into a short honest brief: it reads a wire, finds the copies of each
//! story, summarises each story and lays out a digest for every day.
//!
//! # The map
//!
//! [`edition`](edition::edition) is the product; it calls the steps in this order, and they do not know each
//! other:
//!
//! | step | takes | gives |
//! |---|---|---|
//! | [`read`] | files, folders, patterns, standard input | a [`Draft`] an article, or a [`Spike`] |
//! | [`hold`] | a draft | the same, unless it was killed, superseded or is under embargo |
//! | [`clean`] | a draft | an [`Article`], with what was taken out and why |
//! | [`fingerprint`] | a text | a [`Fingerprint`]: sketch and SimHash |
//! | [`cluster`] | articles and fingerprints | [`Link`]s with their [`Evidence`], and [`Story`]s |
//! | [`engine`] | a [`Brief`] a story | a [`Summary`] that cites its source |
//! | [`faith`] | a summary and its brief | the summary, vetoed where no source says so |
//! | [`digest`] | stories and summaries | a [`Digest`] a day, as Markdown, HTML or JSON |
//!
//! [`options`] holds every knob, [`error`] the few ways in which a whole run can fail; [`eval`] measures the
//! steps on labelled archives. Copy that cannot run never fails it: it is spiked, with a reason.
//!
//! ```
//! use nutgraf::{Options, edition, engine};
//!
//! let wire = ["corpus/wire/2026-03-02/norvane".into()];
//! let options = Options::new("2026-03-06".parse()?);
//! let engine = engine::open("lede")?;
//! let edition = edition::edition(&wire, &options, engine.as_ref(), &|_, _| {})?;
//! assert_eq!(edition.digests[0].day.to_string(), "2026-03-02");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod article;
pub mod clean;
pub mod clippings;
pub mod cluster;
pub mod date;
pub mod digest;
pub mod edition;
pub mod engine;
pub mod error;
pub mod eval;
pub mod faith;
pub mod fingerprint;
pub mod hold;
pub mod options;
pub mod read;
pub mod sentence;
pub mod shelf;

pub use article::{Article, ArticleId, Dated, Draft, Origin, Spike};
pub use cluster::{Evidence, Link, Story};
pub use digest::Digest;
pub use edition::{Desk, Edition};
pub use engine::{Brief, Engine, Summary};
pub use error::{Error, Result};
pub use fingerprint::Fingerprint;
pub use options::{Length, Options};
