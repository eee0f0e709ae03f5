//! Copy for the tests.

/// A story as an agency sends it.
pub(crate) const FERRY: &str = "\
Ferry to stay in port until spring

By Ada Winter

TAMSIN, March 2 (Norvane) — The ferry that links the two shores of the Tamsin sound will stay in port until the spring, its owner said on Monday, after inspectors found cracks in a propeller shaft and asked for its replacement before the ice comes.

Sound Line, which has run the crossing since 1921, said that the part would have to be forged in a yard 900 miles away and that the two yards it had asked could not begin before January. About 1,400 people cross the sound on a working day, most of them on their way to the fish halls at Orla Point.

\"We would rather be late than be brave,\" said the company's director, Hedda Maas. \"The shaft has carried us for 31 winters and it has told us, politely, that it will not do a 32nd.\"

A bus will run around the head of the sound from Wednesday, a journey of two hours and ten minutes that the ferry makes in 25. The regional council said that it would pay half of the fare for schoolchildren and for the sick, and that it was looking for a smaller vessel that could carry passengers without cars.

The mayor of Orla Point, J. K. Lund, said that the halls would lose 60,000 crowns a week. \"A fish does not wait for a bus,\" he said.

(Reporting by Ada Winter; Editing by Tom Orr)
";

/// Another story, with nothing in common with the first.
pub(crate) const BRIDGE: &str = "\
Council votes for a bridge of oak

HALLAM, March 2 (Norvane) — The council of Hallam voted by nine to four on Monday to rebuild its market bridge in oak, turning down a steel span that would have cost a third less, after a debate in which two members wept.

The old bridge was swept away in the flood of last November. Engineers had recommended steel, which can be prefabricated and needs no pegs, but a petition signed by 3,100 of the town's 5,200 residents asked for timber from the common wood, where some 200 oaks were felled by the same storm.

\"The trees came down in one night and the bridge with them,\" said Councillor Rosa Thiele, who led the campaign. \"It seemed to us that the one was a hint about the other.\"

Work is to begin in May under the carpenter Anselm Brandt and to take 14 months. Until then the town will keep its pontoon, on which bicycles must be pushed.
";

/// The paragraphs of a story's body, without headline, byline and credit.
pub(crate) fn paragraphs(story: &str) -> Vec<&str> {
    story.lines().filter(|line| line.len() > 100).collect()
}
