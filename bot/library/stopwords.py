"""Words that do not tell what a question is about."""

LITTLE_WORDS = frozenset(
    """
    a an and are as at be did do does for i in is it me my of on or our that the this to us was we you your
    """.split()
)
"""In every text, so they tell nothing about which one is meant."""

ASKING_WORDS = LITTLE_WORDS | frozenset(
    """
    able about according actually after again all already also always am answer any anyone anything apart area ask asked
    asks basically because been before being believe best better big bit both bring brings brought but by call
    called came can cannot care cares case certainly choose come comes could couple currently day days describe
    doing done down each early either else end entire ever every everyone exactly explain fair feel feels figure
    find finds fine first forget forgot found from full further gave get gets getting give given go goes going
    good got great guess had happen happened happens has hate have having he hear heard hello help her here hey hi
    him his hold holds honest honestly how idea if instead into its just keep keeps kind know last late least
    leave let like liked little long look looking looks lot lots love loves made make makes making many matter
    matters may maybe mean means might mine more most much must myself need needs never new next nice no nor not
    nothing now off often ok okay old once one only other others ought out over own part pick picks please plenty
    point probably put question questions quite rather real really remember right run runs said same say says
    second see seem seems sense set sets several shall she short should show side simply sit sits small so some
    somehow someone something sometimes sort stand stands start started starts still stuff such supposed sure take takes
    tell than thank thanks their them then there these they thing things think those through today together told
    too took tries true try trying turn turns type under until up upon upset use used using usually various very
    wanna want wants way ways well went were what whatever when where whether which while who whole whom whose why
    will with within without wonder wondering work worked works would wrong yes yet yours
    arent cant couldnt didnt doesnt dont gonna gotta hasnt havent hows id ill im isnt ive kinda lets pls plz shouldnt
    thats theres theyre wasnt whats wheres whos wont wouldnt youre
    """.split()
)
"""In questions on any subject. They help to choose among passages ("how", "why"), but say nothing about whether the
library knows the subject at all."""
