//! `nutgraf completions` and `nutgraf man`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Outcome};

/// Print the completion script for a shell
#[derive(Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Print the manual page
#[derive(Args)]
pub(super) struct Man {}

impl Completions {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "nutgraf", &mut script);
        super::print(|out| out.write_all(&script))?;
        Ok(Outcome::Done)
    }
}

impl Man {
    /// Writes the page of the program, then that of each job.
    #[allow(clippy::unused_self, reason = "every job is run alike")]
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let mut command = Cli::command();
        command.build();
        let mut page = Vec::new();
        clap_mangen::Man::new(command.clone()).render(&mut page)?;
        for job in command.get_subcommands().filter(|job| job.get_name() != "help") {
            clap_mangen::Man::new(job.clone()).render(&mut page)?;
        }
        super::print(|out| out.write_all(&page))?;
        Ok(Outcome::Done)
    }
}
