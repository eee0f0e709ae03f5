//! What nutgraf does for its users, a file a job.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod any;
mod architecture;
mod archives;
mod broken;
mod checkpoints;
mod clean;
mod cli;
mod copies;
mod copy;
mod digest;
mod fetch;
mod floors;
mod newsroom;
mod pages;
mod prophetnet;
mod read;
mod summarise;
mod torch;
mod wire;
