package io.coterie.journey.flow;

/** Journeys as bodies, written with single quotes. */
final class JourneyBodies {

    static final String COMPLETE =
            "{'buyingGroup':{'where':{'all':[{'group':{'field':'solutionInterest','operator':'IS','value':['crm']}},"
                    + "{'group':{'field':'completeness','operator':'AT_LEAST','value':100}}]}}}";

    static final String INCOMPLETE =
            "{'buyingGroup':{'where':{'all':[{'group':{'field':'solutionInterest','operator':'IS','value':['crm']}},"
                    + "{'group':{'field':'completeness','operator':'LESS_THAN','value':100}}]}}}";

    private JourneyBodies() {}

    /** The journey of the main job. */
    static String closeTheGap(String name) {
        return journey(name, """
            {'id':'start','type':'account-audience','audience':'prospects','next':'gap'},
            {'id':'gap','type':'split-by-accounts','paths':[
              {'label':'complete','condition':%s,'next':'alert'},
              {'label':'incomplete','condition':%s,'next':'activate'}],
             'otherAccounts':{'label':'other','next':'rest'}},
            {'id':'alert','type':'action','action':{'kind':'send-sales-alert','solutionInterest':'crm',
             'recipients':['sales@acme.example']},'next':'stage'},
            {'id':'stage','type':'action','action':{'kind':'update-buying-group-stage','solutionInterest':'crm',
             'stage':'Sales ready'},'next':'end-complete'},
            {'id':'activate','type':'action','action':{'kind':'activate-to-destination','destination':'linkedin'},
             'next':'mail'},
            {'id':'mail','type':'action','context':'people','action':{'kind':'send-email','email':'intro',
             'solutionInterest':'crm'},'oncePerRunAndPerson':true,'next':'listen'},
            {'id':'listen','type':'listen','event':{'type':'completeness-changed','solutionInterest':'crm'},
             'timeout':{'duration':'P7D','next':'end-timeout'},'next':'back'},
            {'id':'back','type':'merge','next':'gap'},
            {'id':'rest','type':'wait','duration':'PT1H','next':'end-other'},
            {'id':'end-complete','type':'end','label':'complete'},
            {'id':'end-timeout','type':'end','label':'timeout'},
            {'id':'end-other','type':'end','label':'other'}
            """.replaceFirst("%s", COMPLETE).replaceFirst("%s", INCOMPLETE));
    }

    /** Enter, wait an hour, end. */
    static String waitAnHour(String name) {
        return journey(name, """
            {'id':'start','type':'account-audience','audience':'prospects','next':'rest'},
            {'id':'rest','type':'wait','duration':'PT1H','next':'end'},
            {'id':'end','type':'end','label':'done'}
            """);
    }

    static String journey(String name, String nodes) {
        return "{'name':'" + name + "','type':'account','nodes':[" + nodes + "]}";
    }
}
