// Generated from the server's OpenAPI document by `npm run generate`; not edited by hand.
export interface paths {
    "/alert-mentions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By which id the group bots know each employee */
        get: operations["get_alert_mentions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alert-mentions/{employee_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the ids by which the group bots mention an employee; never a phone number */
        put: operations["put_alert_mentions_employee_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alert-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules of warnings with their limits, as far as something feeds them */
        get: operations["get_alert_rules"];
        /** Switch rules of warnings on or off and set their limits */
        put: operations["put_alert_rules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List warnings, newest first; owner=me for one's own */
        get: operations["get_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a warning with its records and what may be done */
        get: operations["get_alerts_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that one has seen it */
        post: operations["post_alerts_id_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{id}/act": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what one does about it */
        post: operations["post_alerts_id_act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say why it is no cause for action; not raised again in its period */
        post: operations["post_alerts_id_dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{id}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give it to another owner */
        post: operations["post_alerts_id_reassign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the cause is removed */
        post: operations["post_alerts_id_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Numbers for the bell: open, severe, overdue, one's own, unread notifications */
        get: operations["get_alerts_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/sweep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look for causes of warnings now */
        post: operations["post_alerts_sweep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List devices, newest first; q finds the beginning of a serial number */
        get: operations["get_assets"];
        put?: never;
        /** Register a device */
        post: operations["post_assets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a device with its entitlements */
        get: operations["get_assets_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a device, or its owner */
        patch: operations["patch_assets_id"];
        trace?: never;
    };
    "/assets/{id}/entitlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a warranty or contract on a device */
        post: operations["post_assets_id_entitlements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/{id}/work-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An asset's work orders, newest first */
        get: operations["get_assets_id_work_orders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_assets_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find a device by its serial number, in any spelling */
        get: operations["get_assets_lookup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bonus-months": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the months that have bonus sheets, with how far they are */
        get: operations["get_bonus_months"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bonus-months/{month}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lock a month: its sheets are paid and never change again */
        post: operations["post_bonus_months_month_lock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bonus-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of the bonus rules, the newest first */
        get: operations["get_bonus_rules"];
        put?: never;
        /** Set the bonus rules that count from a month on */
        post: operations["post_bonus_rules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bonus-sheets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List bonus sheets: the own ones, or those in reach of who pays */
        get: operations["get_bonus_sheets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bonus-sheets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a bonus sheet, with what it would be today beside it */
        get: operations["get_bonus_sheets_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bonus-sheets/{id}/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Appeal against the own sheet, with a reason */
        post: operations["post_bonus_sheets_id_appeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bonus-sheets/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a sheet that is confirmed or decided; never the own one */
        post: operations["post_bonus_sheets_id_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bonus-sheets/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the own sheet */
        post: operations["post_bonus_sheets_id_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bonus-sheets/{id}/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter into a draft what a locked month got wrong */
        post: operations["post_bonus_sheets_id_correct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bonus-sheets/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide on an appeal: upheld, or changed by an amount */
        post: operations["post_bonus_sheets_id_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bonus-sheets/{id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the sheet to whom it pays */
        post: operations["post_bonus_sheets_id_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bonus-sheets/compute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Work out a month's sheets: makes them, or renews the drafts */
        post: operations["post_bonus_sheets_compute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bonus-sheets/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A month's sheets as a file for payroll: CSV, or XLSX when `format` says so */
        get: operations["get_bonus_sheets_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List working calendars, newest first */
        get: operations["get_calendars"];
        put?: never;
        /** Add a working calendar */
        post: operations["post_calendars"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calendars/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a working calendar */
        get: operations["get_calendars_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a working calendar */
        patch: operations["patch_calendars_id"];
        trace?: never;
    };
    "/chains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow a record both ways: what led to it, and what came of it */
        get: operations["get_chains"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List checks, newest first */
        get: operations["get_checks"];
        put?: never;
        /** Record what was checked and found */
        post: operations["post_checks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a check */
        get: operations["get_checks_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checks/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_checks_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List complaints, newest first */
        get: operations["get_complaints"];
        put?: never;
        /** Receive a complaint and name who tracks it */
        post: operations["post_complaints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a complaint */
        get: operations["get_complaints_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell the customer that it was received */
        post: operations["post_complaints_id_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/approve-invalid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve that it is invalid */
        post: operations["post_complaints_id_approve_invalid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/assess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how grave it is and what it is about */
        post: operations["post_complaints_id_assess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give it to another tracker */
        post: operations["post_complaints_id_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close what the customer confirmed */
        post: operations["post_complaints_id_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The customer confirms that it is solved */
        post: operations["post_complaints_id_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide, with what it costs */
        post: operations["post_complaints_id_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/escalate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take what the customer rejected one level up */
        post: operations["post_complaints_id_escalate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/investigate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to investigate */
        post: operations["post_complaints_id_investigate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/propose-invalid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose to call it invalid; another person decides */
        post: operations["post_complaints_id_propose_invalid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/refuse-invalid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse to call it invalid */
        post: operations["post_complaints_id_refuse_invalid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The customer does not accept */
        post: operations["post_complaints_id_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reopen; no limit begins anew */
        post: operations["post_complaints_id_reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/respond": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put the plan to the customer */
        post: operations["post_complaints_id_respond"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/{id}/submit-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submit how it is to be solved */
        post: operations["post_complaints_id_submit_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/complaints/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_complaints_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List customers, newest first; q finds names and phone numbers */
        get: operations["get_customers"];
        put?: never;
        /** Add a customer */
        post: operations["post_customers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a customer; personal data are masked without permission */
        get: operations["get_customers_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a customer */
        patch: operations["patch_customers_id"];
        trace?: never;
    };
    "/customers/{id}/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a customer's devices, newest first */
        get: operations["get_customers_id_assets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a contact to a customer */
        post: operations["post_customers_id_contacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Erase a person's data everywhere, for good */
        post: operations["post_customers_id_erase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{id}/work-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A customer's work orders, newest first */
        get: operations["get_customers_id_work_orders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_customers_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/decomposition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the grid in force, its sums and all checks */
        get: operations["get_decomposition"];
        /** Write a whole new grid, in force from a month on */
        put: operations["put_decomposition"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/decomposition/cascade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a metric from the company down to people: targets and values so far */
        get: operations["get_decomposition_cascade"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/decomposition/cascade/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep the targets below one, all or none */
        post: operations["post_decomposition_cascade_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/decomposition/cascade/propose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compute the targets below one; keeps nothing */
        post: operations["post_decomposition_cascade_propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/decomposition/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a template of the grid */
        get: operations["get_decomposition_template"];
        put?: never;
        /** Start from a template, in force from a month on */
        post: operations["post_decomposition_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/decomposition/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of the grid, the newest first */
        get: operations["get_decomposition_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/effect-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List effect checks by the day on which they are due */
        get: operations["get_effect_checks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/effect-checks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an effect check */
        get: operations["get_effect_checks_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/effect-checks/{id}/measure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Measure it now that its day has come */
        post: operations["post_effect_checks_id_measure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/effect-checks/{id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide whether it helped; otherwise than the figures with a reason */
        post: operations["post_effect_checks_id_sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/effect-checks/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Measure an effect as it looks now, without keeping it */
        get: operations["get_effect_checks_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/employees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List employees, newest first */
        get: operations["get_employees"];
        put?: never;
        /** Add an employee */
        post: operations["post_employees"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/employees/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an employee */
        get: operations["get_employees_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an employee, or record that he left */
        patch: operations["patch_employees_id"];
        trace?: never;
    };
    "/employees/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_employees_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/employments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List from when until when people were with us, latest first */
        get: operations["get_employments"];
        put?: never;
        /** Record or correct an employee's stay */
        post: operations["post_employments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/employments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an employee's stay */
        get: operations["get_employments_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/escalations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List escalations, newest first */
        get: operations["get_escalations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/escalations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an escalation */
        get: operations["get_escalations_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/escalations/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take up an escalation */
        post: operations["post_escalations_id_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/escalations/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer an escalation */
        post: operations["post_escalations_id_answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/escalations/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a verified escalation */
        post: operations["post_escalations_id_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/escalations/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The answer did not help; the limit stays */
        post: operations["post_escalations_id_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/escalations/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to work on an escalation */
        post: operations["post_escalations_id_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/escalations/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The answer helped */
        post: operations["post_escalations_id_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of records as they happen, as server-sent events */
        get: operations["get_events_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fault-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List fault codes, newest first */
        get: operations["get_fault_codes"];
        put?: never;
        /** Add a fault code */
        post: operations["post_fault_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fault-codes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a fault code */
        get: operations["get_fault_codes_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a fault code */
        patch: operations["patch_fault_codes_id"];
        trace?: never;
    };
    "/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List findings, newest first */
        get: operations["get_findings"];
        put?: never;
        /** Record what was found, with one owner and what led to it */
        post: operations["post_findings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/findings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a finding with its causes, actions and effect checks */
        get: operations["get_findings_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/findings/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give it to another owner */
        post: operations["post_findings_id_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/findings/{id}/causes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Name the causes: answers to five whys, or primary ones of a Pareto */
        post: operations["post_findings_id_causes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/findings/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close it as effective or not, once its actions are done */
        post: operations["post_findings_id_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/findings/{id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Drop it, with a reason */
        post: operations["post_findings_id_drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/findings/{id}/pareto": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rank the cases of the finding's metric by a dimension, with the 80 % line */
        get: operations["get_findings_id_pareto"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/forecasts/calibration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show how often the forecasts were right */
        get: operations["get_forecasts_calibration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/forecasts/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the forecasts of a month as they were made, beside what came true */
        get: operations["get_forecasts_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for the caller, counted */
        get: operations["get_home"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/import-profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what can be imported, with the fields of each profile */
        get: operations["get_import_profiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List imports, newest first */
        get: operations["get_imports"];
        put?: never;
        /** Upload a file and see what it holds */
        post: operations["post_imports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one import with its progress */
        get: operations["get_imports_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store the checked rows; runs in the background */
        post: operations["post_imports_id_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the rejected rows with all that is wrong with them */
        get: operations["get_imports_id_errors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say which column feeds which field */
        put: operations["put_imports_id_mapping"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See the first checked and the first rejected rows */
        get: operations["get_imports_id_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the rejected rows as they came, with line and reason */
        get: operations["get_imports_id_rejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an import back; runs in the background */
        post: operations["post_imports_id_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check every row without storing records; runs in the background */
        post: operations["post_imports_id_validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/improvement-actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List actions, newest first; the overdue ones when asked for */
        get: operations["get_improvement_actions"];
        put?: never;
        /** Make an action or a coaching, of a finding or alone */
        post: operations["post_improvement_actions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/improvement-actions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an action with its baseline and effect checks */
        get: operations["get_improvement_actions_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/improvement-actions/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The coached person has taken note of it */
        post: operations["post_improvement_actions_id_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/improvement-actions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give it up, with a reason */
        post: operations["post_improvement_actions_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/improvement-actions/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that it is done; its effect is checked after 30 and 90 days */
        post: operations["post_improvement_actions_id_finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/improvement-actions/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say who does what until when, and what it should move */
        post: operations["post_improvement_actions_id_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/improvement-actions/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin; the baseline is frozen */
        post: operations["post_improvement_actions_id_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Evaluate metrics over [from, to) */
        get: operations["get_kpi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the records behind a value, with what people read of them */
        get: operations["get_kpi_cases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/cases/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The records behind a value as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_kpi_cases_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/chart-phases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a chart's limits anew from a day on, with a reason */
        post: operations["post_kpi_chart_phases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare a manufacturer's definition of a metric with ours over the same records */
        get: operations["get_kpi_comparison"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/control-chart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Draw the control chart of a metric: limits, signals, phases */
        get: operations["get_kpi_control_chart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/data-quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count what is missing: empty columns, records that metrics leave out, late entries */
        get: operations["get_kpi_data_quality"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/data-quality/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the records that lack a value, that a metric leaves out, or that were typed in late */
        get: operations["get_kpi_data_quality_records"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/dimensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the dimensions of all facts, attributes included */
        get: operations["get_kpi_dimensions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the closed months, the newest first */
        get: operations["get_kpi_periods"];
        put?: never;
        /** Close a month: freeze its values with their definitions */
        post: operations["post_kpi_periods"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/periods/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a closed month's values beside those of today */
        get: operations["get_kpi_periods_month"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/process-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the points of the process that make a metric and how well they are kept, weakest first */
        get: operations["get_kpi_process_points"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/process-points/{metric}/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a process point of a metric */
        get: operations["get_kpi_process_points_metric_code"];
        /** Add a process point to a metric, or change one */
        put: operations["put_kpi_process_points_metric_code"];
        post?: never;
        /** Take a process point out of a metric */
        delete: operations["delete_kpi_process_points_metric_code"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/process-points/{metric}/{code}/give-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a process point as the catalogue has it */
        post: operations["post_kpi_process_points_metric_code_give_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/satisfaction-flow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show how customers moved on the satisfaction ladder, each month against the one before */
        get: operations["get_kpi_satisfaction_flow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kpi/satisfaction-flow/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the customers of one cell of the satisfaction flow */
        get: operations["get_kpi_satisfaction_flow_customers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/landing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show where one figure will stand, with its days so far and the fan to the month's end */
        get: operations["get_landing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/landing-board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show where each figure will stand at the end of the month, and how sure that is */
        get: operations["get_landing_board"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/landing/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who takes care of which case, the newest first */
        get: operations["get_landing_assignments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/landing/assignments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an assignment */
        get: operations["get_landing_assignments_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/landing/assignments/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an assignment back */
        post: operations["post_landing_assignments_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/landing/assignments/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how a case ended */
        post: operations["post_landing_assignments_id_finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/landing/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the open cases that decide a figure, the likeliest to go wrong first */
        get: operations["get_landing_cases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/landing/cases/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an open case to somebody to take care of */
        post: operations["post_landing_cases_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/landing/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show where figures will stand person by person, or by site or unit */
        get: operations["get_landing_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List ledger lines, newest first */
        get: operations["get_ledger_lines"];
        put?: never;
        /** Record a ledger line */
        post: operations["post_ledger_lines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger-lines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a ledger line */
        get: operations["get_ledger_lines_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger-lines/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_ledger_lines_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger-months": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the months whose books were ever closed */
        get: operations["get_ledger_months"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger-months/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close the books of a month: nothing in it changes any more */
        post: operations["post_ledger_months_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger-months/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open the books of a closed month again, with the reason */
        post: operations["post_ledger_months_reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/manufacturer-values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what manufacturers say our metrics are, latest period first */
        get: operations["get_manufacturer_values"];
        put?: never;
        /** Record what a manufacturer says a metric of ours is */
        post: operations["post_manufacturer_values"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/manufacturer-values/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what a manufacturer says a metric of ours is */
        get: operations["get_manufacturer_values_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/manufacturer-values/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_manufacturer_values_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/manufacturers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List manufacturers, newest first */
        get: operations["get_manufacturers"];
        put?: never;
        /** Add a manufacturer */
        post: operations["post_manufacturers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/manufacturers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a manufacturer */
        get: operations["get_manufacturers_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a manufacturer */
        patch: operations["patch_manufacturers_id"];
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the metrics with their definitions */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics/own": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of metrics that people wrote, the newest first */
        get: operations["get_metrics_own"];
        put?: never;
        /** Keep a metric, or a new version of one */
        post: operations["post_metrics_own"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a metric on the records without keeping it */
        post: operations["post_metrics_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a metric may name: facts with their columns, and the words of the language */
        get: operations["get_metrics_vocabulary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List models, newest first */
        get: operations["get_models"];
        put?: never;
        /** Add a model */
        post: operations["post_models"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a model */
        get: operations["get_models_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a model */
        patch: operations["patch_models_id"];
        trace?: never;
    };
    "/my-kpis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the caller's own KPIs, what is behind them and how he moves them */
        get: operations["get_my_kpis"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification-channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List group bots; their addresses and secrets are never shown */
        get: operations["get_notification_channels"];
        put?: never;
        /** Connect a group bot of WeCom, DingTalk or Feishu */
        post: operations["post_notification_channels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification-channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a group bot */
        get: operations["get_notification_channels_id"];
        put?: never;
        post?: never;
        /** Disconnect a group bot; messages that wait are given up */
        delete: operations["delete_notification_channels_id"];
        options?: never;
        head?: never;
        /** Change a group bot */
        patch: operations["patch_notification_channels_id"];
        trace?: never;
    };
    "/notification-channels/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test message, past quiet hours */
        post: operations["post_notification_channels_id_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List messages to group bots, newest first; those given up are in state dead */
        get: operations["get_notification_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification-deliveries/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message that was given up once more */
        post: operations["post_notification_deliveries_id_redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what the caller was told, newest first; total_estimate counts with unread=true */
        get: operations["get_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark one notification as read */
        post: operations["post_notifications_id_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark all notifications of the caller as read */
        post: operations["post_notifications_read_all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org-units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List org units, newest first */
        get: operations["get_org_units"];
        put?: never;
        /** Add an org unit */
        post: operations["post_org_units"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org-units/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an org unit */
        get: operations["get_org_units_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change or move an org unit */
        patch: operations["patch_org_units_id"];
        trace?: never;
    };
    "/part-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List part requests, newest first */
        get: operations["get_part_requests"];
        put?: never;
        /** Record a part request */
        post: operations["post_part_requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a part request */
        get: operations["get_part_requests_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-requests/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a part request */
        post: operations["post_part_requests_id_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-requests/{id}/backorder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** There is none: order it */
        post: operations["post_part_requests_id_backorder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-requests/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a part request */
        post: operations["post_part_requests_id_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-requests/{id}/install": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It was installed */
        post: operations["post_part_requests_id_install"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-requests/{id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand it to the technician */
        post: operations["post_part_requests_id_issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-requests/{id}/pick": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take it from the shelf */
        post: operations["post_part_requests_id_pick"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-requests/{id}/receive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It has come */
        post: operations["post_part_requests_id_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-requests/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject a part request */
        post: operations["post_part_requests_id_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-requests/{id}/return-unused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It came back good: not needed */
        post: operations["post_part_requests_id_return_unused"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-requests/{id}/ship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It is on its way here */
        post: operations["post_part_requests_id_ship"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-requests/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_part_requests_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List single pieces of parts, newest first */
        get: operations["get_part_units"];
        put?: never;
        /** Record a piece of a part */
        post: operations["post_part_units"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a piece of a part */
        get: operations["get_part_units_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/await-return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A defective piece waits for its return */
        post: operations["post_part_units_id_await_return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/charge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The manufacturer charged for it */
        post: operations["post_part_units_id_charge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/claim-doa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Claim that a piece arrived dead */
        post: operations["post_part_units_id_claim_doa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/confirm-doa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The manufacturer confirms that it arrived dead */
        post: operations["post_part_units_id_confirm_doa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/credit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The manufacturer credited it */
        post: operations["post_part_units_id_credit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/install": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A piece was installed */
        post: operations["post_part_units_id_install"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a piece to a technician */
        post: operations["post_part_units_id_issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/judge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record what the manufacturer's test found */
        post: operations["post_part_units_id_judge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/lose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A piece is lost */
        post: operations["post_part_units_id_lose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/pretest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Test a defective piece before it goes back */
        post: operations["post_part_units_id_pretest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/reject-doa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The manufacturer does not confirm that it arrived dead */
        post: operations["post_part_units_id_reject_doa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A piece was taken out of a device as defective */
        post: operations["post_part_units_id_remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/return-unused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A good piece came back: not needed */
        post: operations["post_part_units_id_return_unused"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/ship-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A defective piece was sent back */
        post: operations["post_part_units_id_ship_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/{id}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a piece on the shelf */
        post: operations["post_part_units_id_stock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/part-units/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_part_units_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/positions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List positions, newest first */
        get: operations["get_positions"];
        put?: never;
        /** Add a position */
        post: operations["post_positions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/positions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a position */
        get: operations["get_positions_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a position */
        patch: operations["patch_positions_id"];
        trace?: never;
    };
    "/praises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List praise, newest first */
        get: operations["get_praises"];
        put?: never;
        /** Record a praise */
        post: operations["post_praises"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/praises/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a praise */
        get: operations["get_praises_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/praises/{id}/forward": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It was told to the manufacturer */
        post: operations["post_praises_id_forward"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/praises/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody else than the praised finds it true */
        post: operations["post_praises_id_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/praises/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_praises_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/product-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List product lines, newest first */
        get: operations["get_product_lines"];
        put?: never;
        /** Add a product line */
        post: operations["post_product_lines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/product-lines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a product line */
        get: operations["get_product_lines_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a product line */
        patch: operations["patch_product_lines_id"];
        trace?: never;
    };
    "/review-decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List decisions of reviews, newest first */
        get: operations["get_review_decisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/review-decisions/{id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a decision will not be carried out */
        post: operations["post_review_decisions_id_drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/review-decisions/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a decision is carried out */
        post: operations["post_review_decisions_id_finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List reviews, the latest period first */
        get: operations["get_reviews"];
        put?: never;
        /** Prepare a review of a day, week or month from the data */
        post: operations["post_reviews"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a review: its pack as it was generated, decisions, minutes */
        get: operations["get_reviews_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note a decision with its owner; it may become an action */
        post: operations["post_reviews_id_decisions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The review as a workbook */
        get: operations["get_reviews_id_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that it was held, and who was there; the pack is frozen */
        post: operations["post_reviews_id_hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{id}/regenerate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the pack anew while the meeting has not been held */
        post: operations["post_reviews_id_regenerate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign the minutes; the monthly ones are the manager's */
        post: operations["post_reviews_id_sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the roles and what each may do */
        get: operations["get_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sales-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was sold, newest first */
        get: operations["get_sales_lines"];
        put?: never;
        /** Record a sale */
        post: operations["post_sales_lines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sales-lines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a sale */
        get: operations["get_sales_lines_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sales-lines/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_sales_lines_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sales-quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sales quotas, newest month first */
        get: operations["get_sales_quotas"];
        put?: never;
        /** Record what a seller or a site is to sell in a month */
        post: operations["post_sales_quotas"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sales-quotas/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a sales quota */
        get: operations["get_sales_quotas_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sales-quotas/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_sales_quotas_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scorecard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the scorecard of a person, unit, site or the company */
        get: operations["get_scorecard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scorecards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the scorecards within a scope, best first; ranked where there are records enough */
        get: operations["get_scorecards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find orders, customers, assets and people in one box */
        get: operations["get_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say who is logged in and what he may do */
        get: operations["get_session"];
        put?: never;
        /** Log in */
        post: operations["post_session"];
        /** Log out */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the own password; other sessions end */
        post: operations["post_session_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change language, theme and expert mode */
        patch: operations["patch_session_preferences"];
        trace?: never;
    };
    "/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sites, newest first */
        get: operations["get_sites"];
        put?: never;
        /** Add a site */
        post: operations["post_sites"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a site */
        get: operations["get_sites_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a site */
        patch: operations["patch_sites_id"];
        trace?: never;
    };
    "/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what is on the shelves, what is coming and the safety levels, by part and site */
        get: operations["get_stock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stock/safety-level": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set how many good pieces of a part a site should have */
        put: operations["put_stock_safety_level"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/survey-answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List callbacks and answers of customers and dealers, newest first */
        get: operations["get_survey_answers"];
        put?: never;
        /** Record a callback; of an employee's answer nothing is shown again */
        post: operations["post_survey_answers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/survey-answers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an answer of a customer or dealer */
        get: operations["get_survey_answers_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/survey-answers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_survey_answers_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/target-changes/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve somebody else's change of a target */
        post: operations["post_target_changes_id_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/target-changes/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject a change of a target */
        post: operations["post_target_changes_id_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/target-months": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the months that have targets, the latest first */
        get: operations["get_target_months"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/target-months/{month}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Copy a month's targets to the next, where there are none yet */
        post: operations["post_target_months_month_copy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/target-months/{month}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lock a month: nothing of its targets and weights changes any more */
        post: operations["post_target_months_month_lock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List targets within reach, newest first */
        get: operations["get_targets"];
        put?: never;
        /** Set a scope's first target for a metric and month */
        post: operations["post_targets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/targets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a target with its parts, all its versions and proposals */
        get: operations["get_targets_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/targets/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a target on; only whoever answers for the figure */
        post: operations["post_targets_id_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/targets/{id}/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change a target; once the month has begun somebody else must approve it */
        post: operations["post_targets_id_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/targets/{id}/gate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a target through the SMART gate: live figure, accepted, within reach, checkpoints */
        get: operations["get_targets_id_gate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/targets/{id}/negotiate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for another target, with a reason; only whoever answers for the figure */
        post: operations["post_targets_id_negotiate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/targets/pending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List changes of targets that wait for approval */
        get: operations["get_targets_pending"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List bearer tokens, newest first */
        get: operations["get_tokens"];
        put?: never;
        /** Make a bearer token; its secret is shown this once */
        post: operations["post_tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke a bearer token */
        post: operations["post_tokens_id_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List users, newest first */
        get: operations["get_users"];
        put?: never;
        /** Add a user */
        post: operations["post_users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a user */
        get: operations["get_users_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a user's name, roles or sites */
        patch: operations["patch_users_id"];
        trace?: never;
    };
    "/users/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disable a user; his sessions end at once */
        post: operations["post_users_id_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a disabled user in again */
        post: operations["post_users_id_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a user's password; his sessions end */
        post: operations["post_users_id_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/violations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List violations and suspicions, newest first */
        get: operations["get_violations"];
        put?: never;
        /** Record a suspicion */
        post: operations["post_violations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/violations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a violation */
        get: operations["get_violations_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/violations/{id}/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record an appeal */
        post: operations["post_violations_id_appeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/violations/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put it away */
        post: operations["post_violations_id_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/violations/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It is a violation; say how grave */
        post: operations["post_violations_id_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/violations/{id}/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What had to be put right was */
        post: operations["post_violations_id_correct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/violations/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It is none */
        post: operations["post_violations_id_dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/violations/{id}/overturn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Final: it is none */
        post: operations["post_violations_id_overturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/violations/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to review a suspicion */
        post: operations["post_violations_id_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/violations/{id}/uphold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Final: it is a violation */
        post: operations["post_violations_id_uphold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/violations/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_violations_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what time people had and used, latest day first */
        get: operations["get_work_days"];
        put?: never;
        /** Record or correct an employee's day */
        post: operations["post_work_days"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-days/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an employee's day */
        get: operations["get_work_days_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-order-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Limits and clocks, of the house and per manufacturer */
        get: operations["get_work_order_rules"];
        /** Set limits and clock of the house or a manufacturer */
        put: operations["put_work_order_rules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List work orders, newest first */
        get: operations["get_work_orders"];
        put?: never;
        /** Take a job in */
        post: operations["post_work_orders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a work order */
        get: operations["get_work_orders_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Correct what was written down */
        patch: operations["patch_work_orders_id"];
        trace?: never;
    };
    "/work-orders/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a draft */
        post: operations["post_work_orders_id_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What may happen next, and who may do it */
        get: operations["get_work_orders_id_actions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/approve_quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the customer approved the quote */
        post: operations["post_work_orders_id_approve_quote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/arrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Arrive at the customer */
        post: operations["post_work_orders_id_arrive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Assign a technician */
        post: operations["post_work_orders_id_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel with a reason */
        post: operations["post_work_orders_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The customer's, the business's and the manufacturer's clock */
        get: operations["get_work_orders_id_clocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a delivered work order; every need and expectation is judged */
        post: operations["post_work_orders_id_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Comments, oldest first */
        get: operations["get_work_orders_id_comments"];
        put?: never;
        /** Write a comment */
        post: operations["post_work_orders_id_comments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the customer was reached */
        post: operations["post_work_orders_id_contact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/decline_quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the customer declined the quote */
        post: operations["post_work_orders_id_decline_quote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/deliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand it over to the customer */
        post: operations["post_work_orders_id_deliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/diagnose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin the diagnosis */
        post: operations["post_work_orders_id_diagnose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Dispatch a technician */
        post: operations["post_work_orders_id_dispatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/escalate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Escalate by one level, or to a given one */
        post: operations["post_work_orders_id_escalate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/expectations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set needs and expectations with their verdicts */
        put: operations["put_work_orders_id_expectations"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/fail_qc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send it back from the quality check */
        post: operations["post_work_orders_id_fail_qc"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/finish_repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finish the repair */
        post: operations["post_work_orders_id_finish_repair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/label": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is printed on the label, with its QR code */
        get: operations["get_work_orders_id_label"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/mark_unrepairable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give up the repair, or exchange the device */
        post: operations["post_work_orders_id_mark_unrepairable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/notify_customer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the customer was told it is ready */
        post: operations["post_work_orders_id_notify_customer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/part_arrived": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the part is here; ends a pause that waited for it */
        post: operations["post_work_orders_id_part_arrived"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/pass_qc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pass the quality check */
        post: operations["post_work_orders_id_pass_qc"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause with a reason; evidence stops the manufacturer's clock */
        post: operations["post_work_orders_id_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/receive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the parcel has arrived here */
        post: operations["post_work_orders_id_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reopen what was not done right */
        post: operations["post_work_orders_id_reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/repromise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give another promise; the original one stays on record */
        post: operations["post_work_orders_id_repromise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/request_quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the customer to decide on a quote */
        post: operations["post_work_orders_id_request_quote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the pause */
        post: operations["post_work_orders_id_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree on an appointment, or on another one */
        post: operations["post_work_orders_id_schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/ship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the parcel is on its way, to us or to the customer */
        post: operations["post_work_orders_id_ship"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/start_repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start the repair */
        post: operations["post_work_orders_id_start_repair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened, by time: from the journal and from the records that belong to the order */
        get: operations["get_work_orders_id_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand over to another site */
        post: operations["post_work_orders_id_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/travel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set out for the customer */
        post: operations["post_work_orders_id_travel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/{id}/wait_part": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Wait for a part */
        post: operations["post_work_orders_id_wait_part"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so */
        get: operations["get_work_orders_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-orders/promise-suggestion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A promise that nine of ten like it would have kept */
        get: operations["get_work_orders_promise_suggestion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptTarget: {
            note?: string | null;
        };
        AcknowledgeCoaching: {
            note?: string | null;
        };
        AcknowledgeComplaint: {
            /** @example 已电话说明 */
            note?: string | null;
            tracker_id?: string | null;
        };
        ActionAnswer: {
            allowed: boolean;
            permission: string;
            primary: boolean;
            /** @enum {string|null} */
            reason?: "none" | "not_in_service_type" | "wrong_state" | "paused" | "not_paused" | "no_technician" | "warranty_unchecked" | "quote_not_approved" | "part_outstanding" | "old_part_unrecorded" | "qc_missing" | "expectations_open" | "close_guarded" | "not_permitted" | null;
            /** @enum {string} */
            transition: "accept" | "ship" | "receive" | "dispatch" | "contact" | "schedule" | "travel" | "arrive" | "diagnose" | "request_quote" | "approve_quote" | "decline_quote" | "wait_part" | "part_arrived" | "start_repair" | "finish_repair" | "pass_qc" | "fail_qc" | "notify_customer" | "deliver" | "close" | "mark_unrepairable" | "reopen" | "assign" | "transfer" | "repromise" | "escalate" | "pause" | "resume" | "cancel";
            who: string[];
        };
        ActionBaseline: {
            /** Format: date */
            from: string;
            /** Format: int64 */
            n: number;
            /** Format: date */
            to: string;
            value?: number | null;
        };
        AddComment: {
            mentions?: string[];
            text: string;
        };
        AddContact: {
            /** @example IT desk */
            duty?: string | null;
            /** @example 罗敏 */
            name: string;
            /** @example 13812346621 */
            phone?: string | null;
        };
        AddEntitlement: {
            covers_labour?: boolean | null;
            covers_onsite?: boolean | null;
            covers_parts?: boolean | null;
            /**
             * Format: date
             * @example 2026-12-31
             */
            ends_on: string;
            /** @enum {string} */
            source: "statutory" | "manufacturer" | "extension" | "contract";
            /**
             * Format: date
             * @example 2026-01-01
             */
            starts_on: string;
            /** @enum {string|null} */
            state?: "pending" | "active" | "suspended" | "expired" | "void" | null;
        };
        AgendaItem: {
            code: string;
            /** Format: int64 */
            minutes: number;
            /** Format: int64 */
            no: number;
            title_en: string;
            title_zh: string;
        };
        Alert: {
            /** Format: date-time */
            acknowledged_at?: string | null;
            /** Format: date-time */
            acting_at?: string | null;
            action: string;
            allowed: ("acknowledge" | "act" | "resolve" | "dismiss" | "reassign")[];
            cause_gone: boolean;
            /** Format: date-time */
            due_at?: string | null;
            id: string;
            /** @enum {string} */
            kind: "endangered_metric" | "appointment" | "promise" | "turnaround" | "part_unsigned" | "part_circulating" | "stock_low" | "complaint_unsolved" | "complaint_plan" | "late_callback" | "work_in_progress" | "control_signal" | "silent_record";
            limit: number;
            links: components["schemas"]["Link"][];
            note: string;
            overdue: boolean;
            owner_id?: string | null;
            owner_name: string;
            params: {
                [key: string]: unknown;
            };
            period: string;
            /** Format: int64 */
            raised: number;
            /** Format: date-time */
            raised_at: string;
            /** Format: date-time */
            settled_at?: string | null;
            /** @enum {string} */
            severity: "info" | "warning" | "severe";
            site_id?: string | null;
            site_name: string;
            /** @enum {string} */
            state: "raised" | "acknowledged" | "acting" | "resolved" | "dismissed";
            subject_id: string;
            subject_kind: string;
            text_key: string;
            /** Format: date-time */
            updated_at: string;
            value: number;
            /** Format: int64 */
            version: number;
        };
        AlertRule: {
            /** @enum {string} */
            cadence: "three_hours" | "daily";
            default_limit: number;
            default_severe_limit?: number | null;
            enabled: boolean;
            /** @enum {string} */
            kind: "endangered_metric" | "appointment" | "promise" | "turnaround" | "part_unsigned" | "part_circulating" | "stock_low" | "complaint_unsolved" | "complaint_plan" | "late_callback" | "work_in_progress" | "control_signal" | "silent_record";
            limit: number;
            severe_limit?: number | null;
            /** @enum {string} */
            unit: "hours" | "days" | "chance" | "factor" | "weeks";
        };
        AlertSummary: {
            kinds: components["schemas"]["KindCount"][];
            /** Format: int64 */
            mine: number;
            /** Format: int64 */
            mine_overdue: number;
            /** Format: int64 */
            mine_severe: number;
            /** Format: int64 */
            open: number;
            /** Format: int64 */
            overdue: number;
            /** Format: int64 */
            severe: number;
            /** Format: int64 */
            unread_notifications: number;
        };
        AnswerEscalation: {
            /** @example 更换整机主板 */
            answer: string;
            resolver_id?: string | null;
        };
        ApiToken: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            name: string;
            permissions: string[];
            /** @enum {string} */
            state: "active" | "expired" | "revoked";
            user_id: string;
        };
        AppealSheet: {
            /** @example 10 月 12 日的投诉已判不成立 */
            reason: string;
        };
        AppliedCascade: {
            /** Format: int64 */
            changed: number;
            metric: string;
            month: string;
            /** Format: int64 */
            proposed: number;
            /** Format: int64 */
            set: number;
            /** Format: int64 */
            unchanged: number;
        };
        ApplyCascade: {
            items?: components["schemas"]["ItemLevels"][];
            /** @example tat_attain */
            metric: string;
            /** @example 2026-11 */
            month: string;
            options?: components["schemas"]["CascadeOptions"] | null;
            reason?: string | null;
            /** @enum {string} */
            rule: "copy" | "share" | "budget" | "derived";
            /** @enum {string|null} */
            scope?: "company" | "site" | "unit" | "person" | null;
            scope_key?: string | null;
        };
        AssessComplaint: {
            accused_id?: string | null;
            /** @enum {string} */
            cause: "speed" | "quality" | "price" | "conduct" | "attitude" | "delight";
            /** @enum {string} */
            grade: "minor" | "major" | "severe";
            /** @example 已电话说明 */
            note?: string | null;
        };
        Asset: {
            /** Format: date-time */
            created_at: string;
            customer_id?: string | null;
            customer_name: string;
            data_risk: boolean;
            dealer_id?: string | null;
            entitlements: components["schemas"]["Entitlement"][];
            id: string;
            manufacturer_name: string;
            model_id?: string | null;
            model_name: string;
            product_line_name: string;
            /** Format: int64 */
            repair_count: number;
            serial_no: string;
            /** Format: date */
            sold_on?: string | null;
            /** @enum {string} */
            state: "registered" | "in_use" | "in_repair" | "exchanged" | "scrapped";
            /** Format: int64 */
            version: number;
        };
        AssignCase: {
            /** @enum {string} */
            action: "repromise_and_call" | "expedite_part" | "assign_expert" | "recheck" | "quote_follow_up" | "call_first" | "finish_first" | "solve_complaint" | "return_part";
            case_id: string;
            /** @enum {string} */
            case_kind: "work_order" | "callback" | "quote" | "complaint" | "part_request" | "part_unit";
            /** Format: date-time */
            due_at?: string | null;
            /** @example csat_rate */
            metric: string;
            month?: string | null;
            /** @example 先致电说明 */
            note?: string | null;
            owner_employee_id: string;
            /** @enum {string|null} */
            scope?: "company" | "site" | "unit" | "person" | null;
            scope_key?: string | null;
        };
        AssignComplaint: {
            deputy_id?: string | null;
            /** @example 已电话说明 */
            note?: string | null;
            tracker_id: string;
        };
        AssignFinding: {
            owner_id: string;
        };
        Assignment: {
            /** @enum {string} */
            action: "repromise_and_call" | "expedite_part" | "assign_expert" | "recheck" | "quote_follow_up" | "call_first" | "finish_first" | "solve_complaint" | "return_part";
            /** Format: date-time */
            assigned_at: string;
            assigned_by: string;
            case_id: string;
            /** @enum {string} */
            case_kind: "work_order" | "callback" | "quote" | "complaint" | "part_request" | "part_unit";
            chance_before: number;
            /** Format: date-time */
            due_at?: string | null;
            /** Format: date-time */
            finished_at?: string | null;
            id: string;
            metric: string;
            month: string;
            note: string;
            owner_employee_id: string;
            owner_name: string;
            /** @enum {string|null} */
            result?: "ended_well" | "ended_badly" | null;
            result_note: string;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            /** @enum {string} */
            state: "assigned" | "done" | "cancelled";
            /** Format: int64 */
            version: number;
        };
        AssignWorkOrder: {
            note?: string | null;
            technician_id: string;
        };
        Attendant: {
            id: string;
            name: string;
        };
        Basis: {
            centre: number;
            /** Format: int64 */
            points: number;
            sigma: number;
            sigma_z: number;
        };
        BeginChartPhase: {
            /** Format: date */
            first_day: string;
            metric: string;
            reason: string;
            where?: string | null;
        };
        BonusBase: {
            amount: components["schemas"]["Money"];
            employee_id?: string | null;
            /** @enum {string|null} */
            role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
        };
        BonusLine: {
            amount: components["schemas"]["Money"];
            /** @enum {string} */
            kind: "score" | "addition" | "deduction" | "veto" | "limit" | "correction" | "decision";
            metric: string;
            of_month: string;
            reason: string;
            record?: components["schemas"]["CaseRef"] | null;
        };
        BonusMonth: {
            /** Format: int64 */
            appealed: number;
            /** Format: int64 */
            approved: number;
            /** Format: int64 */
            confirmed: number;
            /** Format: int64 */
            decided: number;
            /** Format: int64 */
            draft: number;
            /** Format: date-time */
            locked_at?: string | null;
            month: string;
            /** Format: int64 */
            paid: number;
            /** Format: int64 */
            sent: number;
            /** Format: int64 */
            sheets: number;
            total: components["schemas"]["Money"];
        };
        BonusRule: {
            additions: components["schemas"]["CaseAmount"][];
            bases: components["schemas"]["BonusBase"][];
            cap?: components["schemas"]["Money"] | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            /** @enum {string} */
            curve: "steps" | "linear";
            deductions: components["schemas"]["CaseAmount"][];
            id: string;
            points: components["schemas"]["FactorPoint"][];
            reason: string;
            /** Format: int64 */
            silent_days: number;
            unscored_factor: number;
            valid_from: string;
        };
        BonusSheet: {
            additions: components["schemas"]["Money"];
            allowed: ("compute" | "correct" | "send" | "confirm" | "appeal" | "decide" | "approve" | "pay")[];
            /** Format: date-time */
            answer_until?: string | null;
            /** Format: date-time */
            answered_at?: string | null;
            appeal_reason: string;
            /** Format: date-time */
            approved_at?: string | null;
            approved_by: string;
            base: components["schemas"]["Money"];
            coefficient: number;
            /** Format: date-time */
            computed_at: string;
            corrections: components["schemas"]["Money"];
            /** Format: date-time */
            decided_at?: string | null;
            decided_by: string;
            /** @enum {string|null} */
            decision?: "upheld" | "changed" | null;
            decision_reason: string;
            deductions: components["schemas"]["Money"];
            employee_id: string;
            employee_name: string;
            employee_no: string;
            factor: number;
            grace: boolean;
            id: string;
            lines: components["schemas"]["BonusLine"][];
            month: string;
            month_closed: boolean;
            now?: components["schemas"]["SheetNow"] | null;
            /** Format: date-time */
            paid_at?: string | null;
            /** @enum {string} */
            role: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager";
            rows: components["schemas"]["SheetRow"][];
            rule_id: string;
            score?: number | null;
            /** Format: date-time */
            sent_at?: string | null;
            site_id: string;
            site_name: string;
            spread: number;
            /** @enum {string} */
            state: "draft" | "sent" | "confirmed" | "appealed" | "decided" | "approved" | "paid";
            sum?: number | null;
            total: components["schemas"]["Money"];
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            vetoed: boolean;
        };
        BonusSheetRow: {
            additions: components["schemas"]["Money"];
            base: components["schemas"]["Money"];
            corrections: components["schemas"]["Money"];
            deductions: components["schemas"]["Money"];
            employee_id: string;
            employee_name: string;
            employee_no: string;
            factor: number;
            grace: boolean;
            id: string;
            month: string;
            /** @enum {string} */
            role: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager";
            score?: number | null;
            site_id: string;
            site_name: string;
            /** @enum {string} */
            state: "draft" | "sent" | "confirmed" | "appealed" | "decided" | "approved" | "paid";
            total: components["schemas"]["Money"];
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            vetoed: boolean;
        };
        Budget: {
            allowed: number;
            left: number;
            miss: string;
            one_in?: number | null;
            records: string;
            records_expected: number;
            records_so_far: number;
            records_to_come: number;
            used: number;
        };
        BudgetShare: {
            /** @example diagnosis */
            part: string;
            /** @example 15 */
            share: number;
        };
        Calendar: {
            code: string;
            exceptions: components["schemas"]["CalendarException"][];
            id: string;
            name: string;
            /** Format: int64 */
            version: number;
            week: components["schemas"]["WorkPeriod"][];
        };
        CalendarException: {
            /** @example 12:00 */
            close?: string | null;
            /** Format: date */
            date: string;
            /** @enum {string} */
            kind: "holiday" | "workday";
            /** @example 国庆节 */
            name: string;
            /** @example 09:00 */
            open?: string | null;
        };
        Calibration: {
            brier?: number | null;
            items: components["schemas"]["CalibrationLine"][];
            reliability: components["schemas"]["ReliabilityStep"][];
        };
        CalibrationLine: {
            crps_to_last_month?: number | null;
            crps_to_run_rate?: number | null;
            /** Format: int64 */
            day?: number | null;
            /** Format: int64 */
            forecasts: number;
            /** @enum {string|null} */
            metric_class?: "rate" | "ripening" | "duration" | "sum" | "level" | "ratio" | "other" | null;
            /** Format: int64 */
            months: number;
            within80: components["schemas"]["CountedShare"];
            within95: components["schemas"]["CountedShare"];
        };
        CancelAction: {
            reason: string;
        };
        CancelAssignment: {
            note?: string | null;
        };
        CancelWorkOrder: {
            note?: string | null;
            /** @enum {string} */
            reason: "customer_withdrew" | "duplicate" | "test" | "no_contact" | "quote_declined" | "other";
        };
        CardRow: {
            better: string;
            contribution: number;
            expected?: number | null;
            expected_points?: number | null;
            few: boolean;
            floor?: number | null;
            high?: number | null;
            low?: number | null;
            /** @enum {string} */
            measured_at: "own" | "unit" | "site" | "company";
            measured_key: string;
            /** @enum {string} */
            measured_scope: "company" | "site" | "unit" | "person";
            metric: string;
            /** Format: int64 */
            n: number;
            name_en: string;
            name_zh: string;
            of_many: boolean;
            points?: number | null;
            provisional: boolean;
            rolling_high?: number | null;
            rolling_low?: number | null;
            /** Format: int64 */
            rolling_n: number;
            rolling_points?: number | null;
            rolling_value?: number | null;
            scored_weight: number;
            /** @enum {string} */
            source: "live" | "frozen";
            /** @enum {string} */
            standing: "scored" | "no_data" | "no_target" | "unknown";
            stretch?: number | null;
            target?: number | null;
            unit: string;
            value?: number | null;
            weight: number;
        };
        CascadeNode: {
            floor?: number | null;
            high?: number | null;
            inherited: boolean;
            label: string;
            leads: boolean;
            low?: number | null;
            /** Format: int64 */
            n: number;
            /** Format: int64 */
            parent?: number | null;
            provisional: boolean;
            relation: string;
            /** @enum {string|null} */
            role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
            /** @enum {string|null} */
            rule?: "typed" | "copied" | "copy" | "share" | "budget" | "derived" | null;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            stretch?: number | null;
            target?: number | null;
            target_id?: string | null;
            value?: number | null;
        };
        CascadeOptions: {
            /** @enum {string|null} */
            by?: "history" | "capacity" | null;
            /** @enum {string|null} */
            depth?: "children" | "all" | null;
            /** @example 0.5 */
            gain?: number | null;
            lead?: string | null;
            mix?: string[];
            /** Format: int64 */
            months?: number | null;
            parts?: components["schemas"]["BudgetShare"][];
        };
        CascadeProposal: {
            floor: number;
            from: string;
            items: components["schemas"]["ProposedTarget"][];
            metric: string;
            month: string;
            parent_id: string;
            /** Format: int64 */
            parent_version: number;
            parts: components["schemas"]["TargetPart"][];
            /** @enum {string} */
            rule: "copy" | "share" | "budget" | "derived";
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            stretch: number;
            target: number;
            to: string;
        };
        CascadeTree: {
            better: string;
            locked: boolean;
            metric: string;
            month: string;
            name_en: string;
            name_zh: string;
            nodes: components["schemas"]["CascadeNode"][];
            unit: string;
        };
        CaseAmount: {
            amount: components["schemas"]["Money"];
            /** Format: int64 */
            at_most?: number | null;
            metric: string;
        };
        CaseCell: {
            /** Format: date-time */
            at?: string | null;
            number?: number | null;
            text?: string | null;
            yes?: boolean | null;
        };
        CaseColumn: {
            field: string;
            kind: string;
            name_en: string;
            name_zh: string;
        };
        CasePage: {
            columns: components["schemas"]["CaseColumn"][];
            items: components["schemas"]["CaseRow"][];
            judged: boolean;
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate: number;
            value_unit: string;
        };
        CasePareto: {
            dimension: string;
            from: string;
            items: components["schemas"]["ParetoItem"][];
            line: number;
            metric: string;
            misses: boolean;
            to: string;
            total: number;
        };
        CaseRef: {
            id: string;
            kind: string;
            no: string;
        };
        CaseRow: {
            /** Format: date-time */
            at?: string | null;
            cells: components["schemas"]["CaseCell"][];
            id: string;
            kind: string;
            met?: boolean | null;
            no: string;
            person?: string | null;
            site?: string | null;
            value?: number | null;
        };
        CasesAnswer: {
            chance_if_done?: number | null;
            chance_now?: number | null;
            /** Format: int64 */
            deciding: number;
            /** Format: int64 */
            handled: number;
            handled_success: number;
            /** Format: int64 */
            handled_well: number;
            items: components["schemas"]["DecidingCase"][];
            metric: string;
            model: string;
            month: string;
            /** Format: int64 */
            top: number;
            /** Format: int64 */
            total: number;
        };
        CellAnswer: {
            denominator?: number | null;
            dims: {
                [key: string]: string | null;
            };
            interval?: number[] | null;
            keys: {
                [key: string]: string | null;
            };
            /** Format: int64 */
            n: number;
            /** Format: int64 */
            needed_to_rank?: number | null;
            /** Format: int64 */
            needed_to_settle?: number | null;
            numerator?: number | null;
            /** Format: int64 */
            pending: number;
            period: components["schemas"]["PeriodText"];
            provisional: boolean;
            /** Format: int64 */
            unlinked: number;
            value?: number | null;
        };
        ChainEdge: {
            from: components["schemas"]["ChainRef"];
            to: components["schemas"]["ChainRef"];
        };
        ChainNode: {
            /** Format: int64 */
            distance: number;
            effect?: components["schemas"]["EffectResult"] | null;
            id: string;
            /** @enum {string} */
            kind: "work_order" | "complaint" | "record" | "idea" | "metric" | "target" | "forecast" | "signal" | "alert" | "review" | "decision" | "finding" | "action" | "effect_check";
            label: string;
            no?: string | null;
            state?: string | null;
        };
        ChainRef: {
            id: string;
            /** @enum {string} */
            kind: "work_order" | "complaint" | "record" | "idea" | "metric" | "target" | "forecast" | "signal" | "alert" | "review" | "decision" | "finding" | "action" | "effect_check";
        };
        Chances: {
            floor?: number | null;
            stretch?: number | null;
            target?: number | null;
        };
        ChangeAlertRule: {
            enabled?: boolean | null;
            /** @enum {string} */
            kind: "endangered_metric" | "appointment" | "promise" | "turnaround" | "part_unsigned" | "part_circulating" | "stock_low" | "complaint_unsolved" | "complaint_plan" | "late_callback" | "work_in_progress" | "control_signal" | "silent_record";
            limit?: number | null;
            severe_limit?: number | null;
        };
        ChangeAlertRules: {
            items?: components["schemas"]["ChangeAlertRule"][];
        };
        ChangeAnswer: {
            pending?: components["schemas"]["TargetChange"] | null;
            target: components["schemas"]["Target"];
        };
        ChangeAsset: {
            customer_id?: string | null;
            data_risk?: boolean | null;
            dealer_id?: string | null;
            model_id?: string | null;
            /** @example PF2K9X7L */
            serial_no?: string | null;
            /** Format: date */
            sold_on?: string | null;
            /** @enum {string|null} */
            state?: "registered" | "in_use" | "in_repair" | "exchanged" | "scrapped" | null;
        };
        ChangeCalendar: {
            /** @example CN-STD */
            code?: string | null;
            exceptions?: components["schemas"]["CalendarException"][] | null;
            /** @example 标准工时 */
            name?: string | null;
            week?: components["schemas"]["WorkPeriod"][] | null;
        };
        ChangeChannel: {
            enabled?: boolean | null;
            /** @enum {string|null} */
            locale?: "zh" | "en" | null;
            /** Format: int64 */
            max_per_hour?: number | null;
            /** @example 文三路站群 */
            name?: string | null;
            /** @example 21:00 */
            quiet_from?: string | null;
            /** @example 08:00 */
            quiet_to?: string | null;
            /** @enum {string|null} */
            scope?: "company" | "site" | "unit" | null;
            scope_key?: string | null;
            secret?: string | null;
            webhook_url?: string | null;
        };
        ChangeCustomer: {
            /** @enum {string|null} */
            consent?: "unknown" | "given" | "refused" | null;
            do_not_call?: boolean | null;
            /** @enum {string|null} */
            kind?: "individual" | "key_account" | "dealer" | null;
            /** @example 罗敏 */
            name?: string | null;
            note?: string | null;
            /** @example 13812346621 */
            phone?: string | null;
            /** @enum {string|null} */
            preferred_channel?: "phone" | "sms" | "wechat" | "email" | "none" | null;
            /** @example 苏州 */
            region?: string | null;
        };
        ChangeEmployee: {
            /** Format: date */
            hired_on?: string | null;
            /** @enum {string|null} */
            leave_reason?: "none" | "voluntary" | "dismissed" | "transfer" | "retired" | null;
            /** Format: date */
            left_on?: string | null;
            manufacturer_engineer_id?: string | null;
            /** @example 罗敏 */
            name?: string | null;
            /** @example E007 */
            no?: string | null;
            org_unit_id?: string | null;
            position_id?: string | null;
            /** @enum {string|null} */
            role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
            site_id?: string | null;
            skills?: string[] | null;
            /** @enum {string|null} */
            state?: "active" | "left" | null;
        };
        ChangeFaultCode: {
            /** @example TP */
            code?: string | null;
            /** @example ThinkPad */
            name?: string | null;
            /** @example no_power */
            symptom_family?: string | null;
        };
        ChangeManufacturer: {
            /** @example TP */
            code?: string | null;
            /** @example ThinkPad */
            name?: string | null;
        };
        ChangeModel: {
            aliases?: string[] | null;
            /** @example TP */
            code?: string | null;
            /** @example ThinkPad */
            name?: string | null;
        };
        ChangeOrgUnit: {
            /** @example TECH */
            code?: string | null;
            /** @enum {string|null} */
            kind?: "company" | "department" | "team" | null;
            /** @example 技术部 */
            name?: string | null;
            parent_id?: string | null;
            site_id?: string | null;
        };
        ChangePassword: {
            /** @example correct horse */
            current: string;
            /** @example battery staple */
            new_password: string;
        };
        ChangePosition: {
            /** @example TECH-LEAD */
            code?: string | null;
            /** @enum {string|null} */
            grade?: "manager" | "team_leader" | "staff" | null;
            /** @example 技术组长 */
            name?: string | null;
            org_unit_id?: string | null;
        };
        ChangePreferences: {
            expert_mode?: boolean | null;
            /** @enum {string|null} */
            locale?: "zh" | "en" | null;
            /** @enum {string|null} */
            theme?: "system" | "light" | "dark" | null;
        };
        ChangeProductLine: {
            /** @example TP */
            code?: string | null;
            /** @example ThinkPad */
            name?: string | null;
        };
        ChangeSite: {
            address?: string | null;
            calendar_id?: string | null;
            /** @example SZ01 */
            code?: string | null;
            /** @enum {string|null} */
            dispatch_by?: "tech_supervisor" | "info_supervisor" | "info_clerk" | null;
            /** @example 苏州观前店 */
            name?: string | null;
            phone?: string | null;
            /** @example 华东 */
            region?: string | null;
            /** @enum {string|null} */
            state?: "active" | "closed" | null;
            /** @example Asia/Shanghai */
            time_zone?: string | null;
        };
        ChangeTarget: {
            /** @example 0.9 */
            floor: number;
            reason?: string | null;
            /** @example 0.98 */
            stretch: number;
            /** @example 0.95 */
            target: number;
        };
        ChangeUser: {
            dealer_id?: string | null;
            /** @example 罗敏 */
            display_name?: string | null;
            employee_id?: string | null;
            /** @enum {string|null} */
            locale?: "zh" | "en" | null;
            manufacturer_id?: string | null;
            roles?: ("administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null)[] | null;
            site_ids?: string[] | null;
        };
        Channel: {
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            dead: number;
            enabled: boolean;
            host: string;
            id: string;
            /** @enum {string} */
            kind: "wecom" | "dingtalk" | "feishu";
            /** Format: date-time */
            last_delivered_at?: string | null;
            /** @enum {string} */
            locale: "zh" | "en";
            /** Format: int64 */
            max_per_hour: number;
            name: string;
            quiet_from: string;
            quiet_to: string;
            /** @enum {string} */
            scope: "company" | "site" | "unit";
            scope_key: string;
            scope_label: string;
            secret_set: boolean;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            /** Format: int64 */
            waiting: number;
        };
        ChartPhase: {
            basis?: components["schemas"]["Basis"] | null;
            /** Format: int64 */
            first: number;
            frozen: boolean;
            /** Format: int64 */
            last: number;
            provisional: boolean;
            reason: string;
        };
        ChartPoint: {
            centre?: number | null;
            in_baseline: boolean;
            /** Format: int64 */
            index: number;
            label: string;
            lower?: number | null;
            lower_1_sigma?: number | null;
            lower_2_sigma?: number | null;
            n: number;
            /** Format: int64 */
            phase: number;
            signals: ("beyond_limits" | "nelson1" | "nelson2" | "nelson3" | "nelson4" | "nelson5" | "nelson6" | "nelson7" | "nelson8" | "western_electric1" | "western_electric2" | "western_electric3" | "western_electric4")[];
            upper?: number | null;
            upper_1_sigma?: number | null;
            upper_2_sigma?: number | null;
            value?: number | null;
        };
        ChartSignal: {
            /** Format: int64 */
            at: number;
            /** @enum {string} */
            direction: "up" | "down" | "either";
            points: number[];
            /** @enum {string} */
            rule: "beyond_limits" | "nelson1" | "nelson2" | "nelson3" | "nelson4" | "nelson5" | "nelson6" | "nelson7" | "nelson8" | "western_electric1" | "western_electric2" | "western_electric3" | "western_electric4";
        };
        Check: {
            attributes: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            checked_at: string;
            checker_id?: string | null;
            checker_name: string;
            /** Format: date-time */
            created_at: string;
            customer_id?: string | null;
            employee_id?: string | null;
            employee_name: string;
            id: string;
            imported: boolean;
            /** @enum {string} */
            kind: "conduct" | "process" | "photo" | "mystery" | "audit";
            manufacturer_id?: string | null;
            note?: string | null;
            /** Format: int64 */
            points_got?: number | null;
            /** Format: int64 */
            points_max?: number | null;
            process?: string | null;
            quality_point?: string | null;
            required?: boolean | null;
            /** @enum {string} */
            result: "pass" | "fail" | "not_applicable";
            site_id?: string | null;
            site_name: string;
            technician_id?: string | null;
            technician_name: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            work_order_id?: string | null;
            work_order_no: string;
        };
        CheckFailure: {
            actual?: number | null;
            /** @enum {string} */
            check: "weights_sum" | "one_accountable" | "influence" | "at_most_eight" | "reproduction";
            code: string;
            expected?: number | null;
            message: string;
            metric?: string | null;
            pointer: string;
            /** @enum {string|null} */
            role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
            /** @enum {string|null} */
            scope?: "company" | "site" | "unit" | "person" | null;
            scope_key?: string | null;
        };
        ClassSum: {
            /** @enum {string} */
            kpi_class: "user_satisfaction" | "service_process" | "technology_parts" | "business_reputation" | "service_sales" | "finance" | "people";
            /** @enum {string} */
            role: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager";
            sum: number;
        };
        ClockReading: {
            /** @enum {string} */
            kind: "customer" | "business" | "manufacturer";
            /** Format: int64 */
            limit_ms: number;
            over_limit: boolean;
            /** Format: int64 */
            paused_ms: number;
            running: boolean;
            /** Format: date-time */
            started_at?: string | null;
            /** Format: date-time */
            stopped_at?: string | null;
            /** Format: int64 */
            used_ms: number;
        };
        ClosedPeriod: {
            /** Format: date-time */
            closed_at: string;
            closed_by: string;
            /** Format: int64 */
            frozen: number;
            id: string;
            month: string;
        };
        ClosedPeriodList: {
            items: components["schemas"]["ClosedPeriod"][];
        };
        CloseFinding: {
            /** @enum {string} */
            outcome: "effective" | "not_effective";
            reason?: string | null;
        };
        CloseMonth: {
            month: string;
        };
        ClosePeriod: {
            /** @example 2026-10 */
            month: string;
        };
        CloseWorkOrder: {
            note?: string | null;
            verdicts?: components["schemas"]["ExpectationVerdict"][];
        };
        ColumnGap: {
            column: string;
            kind: string;
            /** Format: int64 */
            missing: number;
            name_en: string;
            name_zh: string;
        };
        ColumnMapping: {
            column?: string | null;
            constant?: string | null;
            field: string;
            format?: string | null;
            values: {
                [key: string]: string;
            };
        };
        Comment: {
            /** Format: date-time */
            at: string;
            author_name: string;
            erased: boolean;
            id: string;
            mentions: components["schemas"]["Mention"][];
            text: string;
            /** @enum {string|null} */
            transition?: "accept" | "ship" | "receive" | "dispatch" | "contact" | "schedule" | "travel" | "arrive" | "diagnose" | "request_quote" | "approve_quote" | "decline_quote" | "wait_part" | "part_arrived" | "start_repair" | "finish_repair" | "pass_qc" | "fail_qc" | "notify_customer" | "deliver" | "close" | "mark_unrepairable" | "reopen" | "assign" | "transfer" | "repromise" | "escalate" | "pause" | "resume" | "cancel" | null;
        };
        Complaint: {
            accused_id?: string | null;
            accused_name: string;
            /** Format: date-time */
            acknowledged_at?: string | null;
            allowed: ("acknowledge" | "assess" | "investigate" | "submit_plan" | "respond" | "decide" | "confirm" | "reject" | "escalate" | "close" | "reopen" | "assign" | "propose_invalid" | "refuse_invalid" | "approve_invalid")[];
            attributes: {
                [key: string]: unknown;
            };
            brand: string;
            category: string;
            /** @enum {string|null} */
            cause?: "speed" | "quality" | "price" | "conduct" | "attitude" | "delight" | null;
            /** Format: date-time */
            closed_at?: string | null;
            /** Format: date-time */
            confirmed_at?: string | null;
            cost?: components["schemas"]["Money"] | null;
            /** Format: date-time */
            created_at: string;
            customer_id?: string | null;
            customer_name: string;
            /** Format: date-time */
            decided_at?: string | null;
            decision: string;
            deputy_id?: string | null;
            deputy_name: string;
            description: string;
            /** Format: date-time */
            escalated_at?: string | null;
            /** @enum {string} */
            grade: "minor" | "major" | "severe";
            id: string;
            imported: boolean;
            invalid_proposed: boolean;
            invalid_reason: string;
            manufacturer_id?: string | null;
            no: string;
            notes: components["schemas"]["ComplaintNote"][];
            plan: string;
            /** Format: date-time */
            plan_due_at?: string | null;
            /** Format: date-time */
            plan_submitted_at?: string | null;
            product_line_id?: string | null;
            /** Format: date-time */
            received_at: string;
            region: string;
            /** Format: date-time */
            rejected_at?: string | null;
            remedy_sought: string;
            /** Format: date-time */
            reopened_at?: string | null;
            site_id: string;
            site_name: string;
            /** Format: date-time */
            solve_due_at?: string | null;
            /** @enum {string} */
            source: "customer" | "manufacturer" | "dealer" | "regulator" | "media";
            /** @enum {string} */
            state: "received" | "acknowledged" | "assessed" | "investigating" | "plan_submitted" | "responding" | "decided" | "confirmed" | "closed" | "rejected_by_customer" | "escalated" | "reopened" | "invalid";
            tracker_id?: string | null;
            tracker_name: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            work_order_id?: string | null;
            work_order_no: string;
        };
        ComplaintNote: {
            id: string;
            /** @enum {string} */
            step: "acknowledge" | "assess" | "investigate" | "submit_plan" | "respond" | "decide" | "confirm" | "reject" | "escalate" | "close" | "reopen" | "assign" | "propose_invalid" | "refuse_invalid" | "approve_invalid";
            text: string;
            /** Format: date-time */
            written_at: string;
        };
        ComplaintRow: {
            /** @enum {string|null} */
            cause?: "speed" | "quality" | "price" | "conduct" | "attitude" | "delight" | null;
            /** Format: date-time */
            closed_at?: string | null;
            /** Format: date-time */
            confirmed_at?: string | null;
            description: string;
            /** @enum {string} */
            grade: "minor" | "major" | "severe";
            id: string;
            no: string;
            /** Format: date-time */
            plan_due_at?: string | null;
            /** Format: date-time */
            plan_submitted_at?: string | null;
            /** Format: date-time */
            received_at: string;
            site_id: string;
            site_name: string;
            /** Format: date-time */
            solve_due_at?: string | null;
            /** @enum {string} */
            source: "customer" | "manufacturer" | "dealer" | "regulator" | "media";
            /** @enum {string} */
            state: "received" | "acknowledged" | "assessed" | "investigating" | "plan_submitted" | "responding" | "decided" | "confirmed" | "closed" | "rejected_by_customer" | "escalated" | "reopened" | "invalid";
            tracker_id?: string | null;
            tracker_name: string;
            /** Format: int64 */
            version: number;
            work_order_id?: string | null;
            work_order_no: string;
        };
        ComputeBonus: {
            /** @example 2026-11 */
            month: string;
        };
        ComputedBonus: {
            /** Format: int64 */
            left_alone: number;
            /** Format: int64 */
            made: number;
            month: string;
            /** Format: int64 */
            renewed: number;
            total: components["schemas"]["Money"];
        };
        Contact: {
            customer_id: string;
            duty: string;
            id: string;
            name: string;
            phone: string;
            /** Format: int64 */
            version: number;
        };
        ControlChart: {
            /** @enum {string} */
            kind: "p" | "np" | "laney_p" | "u" | "laney_u" | "c" | "xmr" | "xbar_r" | "xbar_s" | "t" | "g" | "ewma" | "cusum";
            panels: components["schemas"]["Panel"][];
            phases: components["schemas"]["ChartPhase"][];
            provisional: boolean;
        };
        ControlChartAnswer: {
            cells: components["schemas"]["MetricCells"];
            chart: components["schemas"]["ControlChart"];
            dispersion?: components["schemas"]["Dispersion"] | null;
            /** Format: int64 */
            fresh_to: number;
            phases: components["schemas"]["ChartPhase"][];
            /** @enum {string|null} */
            reason?: "counts_as_chance" | "overdispersed" | "constant_area" | "too_rare" | "single_values" | "small_subgroups" | "large_or_unequal_subgroups" | "rare_events" | null;
        };
        CopiedMonth: {
            /** Format: int64 */
            copied: number;
            /** Format: int64 */
            kept: number;
            /** Format: int64 */
            left: number;
            month: string;
            to: string;
        };
        CopyMonth: {
            to?: string | null;
        };
        CorrectSheet: {
            amount: components["schemas"]["Money"];
            /** @example 2026-10 */
            of_month: string;
            /** @example 10 月 12 日的投诉已判不成立 */
            reason: string;
        };
        CountedShare: {
            high?: number | null;
            /** Format: int64 */
            hits: number;
            low?: number | null;
            /** Format: int64 */
            n: number;
            share?: number | null;
        };
        CreateAction: {
            coached_id?: string | null;
            /** Format: date */
            due_on?: string | null;
            expected_change?: number | null;
            finding_id?: string | null;
            /** @enum {string|null} */
            kind?: "improvement" | "coaching" | null;
            moves?: components["schemas"]["MeasuredMetric"] | null;
            owner_id: string;
            /** @example 每天 17:30 核对次日预约所需备件 */
            plan?: string | null;
            /** @example 送修备件提前一天备齐 */
            title: string;
        };
        CreateAsset: {
            customer_id?: string | null;
            data_risk?: boolean | null;
            dealer_id?: string | null;
            model_id?: string | null;
            /** @example PF2K9X7L */
            serial_no: string;
            /** Format: date */
            sold_on?: string | null;
        };
        CreateCalendar: {
            chinese_holidays?: boolean | null;
            /** @example CN-STD */
            code: string;
            exceptions?: components["schemas"]["CalendarException"][];
            /** @example 标准工时 */
            name: string;
            week?: components["schemas"]["WorkPeriod"][];
        };
        CreateChannel: {
            /** @enum {string} */
            kind: "wecom" | "dingtalk" | "feishu";
            /** @enum {string|null} */
            locale?: "zh" | "en" | null;
            /** Format: int64 */
            max_per_hour?: number | null;
            /** @example 文三路站群 */
            name: string;
            /** @example 21:00 */
            quiet_from?: string | null;
            /** @example 08:00 */
            quiet_to?: string | null;
            /** @enum {string|null} */
            scope?: "company" | "site" | "unit" | null;
            scope_key?: string | null;
            secret?: string | null;
            webhook_url: string;
        };
        CreateCustomer: {
            /** @enum {string|null} */
            consent?: "unknown" | "given" | "refused" | null;
            contacts?: components["schemas"]["NewContact"][];
            do_not_call?: boolean | null;
            /** @enum {string|null} */
            kind?: "individual" | "key_account" | "dealer" | null;
            /** @example 罗敏 */
            name: string;
            note?: string | null;
            /** @example 13812346621 */
            phone?: string | null;
            /** @enum {string|null} */
            preferred_channel?: "phone" | "sms" | "wechat" | "email" | "none" | null;
            /** @example 苏州 */
            region?: string | null;
        };
        CreateEmployee: {
            /** Format: date */
            hired_on?: string | null;
            manufacturer_engineer_id?: string | null;
            /** @example 罗敏 */
            name: string;
            /** @example E007 */
            no: string;
            org_unit_id?: string | null;
            position_id?: string | null;
            /** @enum {string|null} */
            role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
            site_id: string;
            skills?: string[];
        };
        CreateFaultCode: {
            /** @example TP */
            code: string;
            /** @example ThinkPad */
            name: string;
            product_line_id?: string | null;
            /** @example no_power */
            symptom_family?: string | null;
        };
        CreateFinding: {
            /** @example 客户多反映等待备件太久 */
            description?: string | null;
            /** Format: date */
            found_on?: string | null;
            links?: components["schemas"]["ChainRef"][];
            owner_id: string;
            /** @enum {string|null} */
            severity?: "minor" | "major" | "severe" | null;
            source: components["schemas"]["FindingSource"];
            /** @example 滨江站满意率连续两周下滑 */
            title: string;
        };
        CreateManufacturer: {
            /** @example TP */
            code: string;
            /** @example ThinkPad */
            name: string;
        };
        CreateModel: {
            aliases?: string[];
            /** @example TP */
            code: string;
            /** @example ThinkPad */
            name: string;
            product_line_id: string;
        };
        CreateOrgUnit: {
            /** @example TECH */
            code: string;
            /** @enum {string|null} */
            kind?: "company" | "department" | "team" | null;
            /** @example 技术部 */
            name: string;
            parent_id?: string | null;
            site_id?: string | null;
        };
        CreatePosition: {
            /** @example TECH-LEAD */
            code: string;
            /** @enum {string|null} */
            grade?: "manager" | "team_leader" | "staff" | null;
            /** @example 技术组长 */
            name: string;
            org_unit_id: string;
        };
        CreateProductLine: {
            /** @example TP */
            code: string;
            manufacturer_id: string;
            /** @example ThinkPad */
            name: string;
        };
        CreateSite: {
            address?: string | null;
            calendar_id?: string | null;
            /** @example SZ01 */
            code: string;
            /** @enum {string|null} */
            dispatch_by?: "tech_supervisor" | "info_supervisor" | "info_clerk" | null;
            /** @example 苏州观前店 */
            name: string;
            phone?: string | null;
            /** @example 华东 */
            region?: string | null;
            /** @example Asia/Shanghai */
            time_zone?: string | null;
        };
        CreateToken: {
            /**
             * Format: int64
             * @example 90
             */
            expires_in_days?: number | null;
            /** @example nightly export */
            name: string;
            permissions?: string[];
            user_id?: string | null;
        };
        CreateUser: {
            dealer_id?: string | null;
            /** @example 罗敏 */
            display_name: string;
            employee_id?: string | null;
            /** @enum {string|null} */
            locale?: "zh" | "en" | null;
            /** @example luo.min */
            login: string;
            manufacturer_id?: string | null;
            /** @example correct horse */
            password: string;
            roles?: ("administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager")[];
            site_ids?: string[];
        };
        CreateWorkOrder: {
            accept?: boolean | null;
            accessories?: string[];
            appearance?: string | null;
            asset_id?: string | null;
            attributes?: {
                [key: string]: string;
            };
            brand?: string | null;
            category?: string | null;
            /** @enum {string|null} */
            channel?: "counter" | "phone" | "wechat" | "web" | "email" | "manufacturer" | "dealer" | "import" | "other" | null;
            contact?: components["schemas"]["IntakeContact"] | null;
            contact_id?: string | null;
            customer?: components["schemas"]["IntakeCustomer"] | null;
            customer_id?: string | null;
            /** @enum {string|null} */
            data_handling?: "keep" | "may_erase" | "none" | null;
            expectations?: components["schemas"]["NewExpectation"][];
            fault_code_id?: string | null;
            manufacturer_no?: string | null;
            model_id?: string | null;
            price_limit?: components["schemas"]["Money"] | null;
            /** @enum {string|null} */
            priority?: "low" | "normal" | "high" | "urgent" | null;
            /** Format: date-time */
            promise_at?: string | null;
            /** Format: date-time */
            requested_at?: string | null;
            serial_no?: string | null;
            /**
             * @example carry_in
             * @enum {string}
             */
            service_type: "carry_in" | "mail_in" | "onsite" | "remote";
            site_id?: string | null;
            /** Format: date */
            sold_on?: string | null;
            /** @example 开机就响 */
            symptom_text?: string | null;
            technician_id?: string | null;
            /** @enum {string|null} */
            warranty?: "in_warranty" | "out_of_warranty" | "unknown" | null;
            warranty_evidence?: string | null;
        };
        Customer: {
            /** @enum {string} */
            consent: "unknown" | "given" | "refused";
            contacts: components["schemas"]["Contact"][];
            /** Format: date-time */
            created_at: string;
            do_not_call: boolean;
            id: string;
            /** @enum {string} */
            kind: "individual" | "key_account" | "dealer";
            masked: boolean;
            name: string;
            note: string;
            phone: string;
            /** @enum {string} */
            preferred_channel: "phone" | "sms" | "wechat" | "email" | "none";
            region: string;
            /** @enum {string} */
            state: "active" | "erased";
            /** Format: int64 */
            version: number;
        };
        DataQuality: {
            facts: components["schemas"]["FactGaps"][];
            late: components["schemas"]["LateEntries"][];
            metrics: components["schemas"]["LeftOut"][];
        };
        DecideChange: {
            note?: string | null;
        };
        DecideComplaint: {
            cost?: components["schemas"]["Money"] | null;
            /** @example 退费 120 元 */
            decision: string;
            /** @example 已电话说明 */
            note?: string | null;
        };
        DecideInReview: {
            /** Format: date */
            due_on?: string | null;
            finding_id?: string | null;
            make_action?: boolean | null;
            moves?: components["schemas"]["MeasuredMetric"] | null;
            owner_id: string;
            /** @example 滨江站增设一名备件员 */
            text: string;
        };
        DecideSheet: {
            change?: components["schemas"]["Money"] | null;
            /** @enum {string} */
            decision: "upheld" | "changed";
            /** @example 10 月 12 日的投诉已判不成立 */
            reason: string;
        };
        DecidingCase: {
            /** @enum {string} */
            action: "repromise_and_call" | "expedite_part" | "assign_expert" | "recheck" | "quote_follow_up" | "call_first" | "finish_first" | "solve_complaint" | "return_part";
            adds?: number | null;
            assignment?: components["schemas"]["Assignment"] | null;
            chance: number;
            chance_alone: number;
            counts: number;
            detail: string;
            /** Format: date-time */
            due_at?: string | null;
            holder_id?: string | null;
            holder_name: string;
            id: string;
            /** @enum {string} */
            kind: "work_order" | "callback" | "quote" | "complaint" | "part_request" | "part_unit";
            lost: boolean;
            no: string;
            reasons: ("promise_broken" | "promise_near" | "over_limit" | "near_limit" | "part_missing" | "part_late" | "repeat_repair" | "new_technician" | "sensitive_customer" | "dissatisfied_before" | "repromised" | "rescheduled" | "quote_unanswered" | "complained" | "due_soon" | "overdue" | "qc_failed")[];
            title: string;
        };
        DefineMetric: {
            note?: string | null;
            text: string;
        };
        DefinitionInfo: {
            definition: string;
            manufacturer: string;
            valid_from?: string | null;
            valid_to?: string | null;
            /** Format: int64 */
            version: number;
        };
        Delivery: {
            allowed: "redeliver"[];
            /** Format: int64 */
            attempts: number;
            channel_id: string;
            channel_name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            delivered_at?: string | null;
            id: string;
            /** Format: int64 */
            last_code: number;
            last_error: string;
            /** Format: int64 */
            last_status: number;
            /** Format: int64 */
            mentions: number;
            /** Format: date-time */
            next_at?: string | null;
            /** @enum {string} */
            severity: "info" | "warning" | "severe";
            /** @enum {string} */
            state: "waiting" | "delivered" | "dead";
            text: string;
        };
        DetectedColumn: {
            ambiguous: boolean;
            /** @enum {string|null} */
            date_order?: "ymd" | "dmy" | "mdy" | null;
            examples: string[];
            /** Format: int64 */
            filled: number;
            /** @enum {string} */
            kind: "empty" | "text" | "integer" | "number" | "date" | "time";
            name: string;
        };
        Detection: {
            byte_order_mark: boolean;
            /** Format: int64 */
            cases?: number | null;
            columns: components["schemas"]["DetectedColumn"][];
            /** @enum {string|null} */
            date_order?: "ymd" | "dmy" | "mdy" | null;
            date_order_ambiguous: boolean;
            decimal: string;
            delimiter: string;
            encoding: string;
            /** @enum {string|null} */
            format?: "csv" | "xlsx" | "xes" | null;
            gzip: boolean;
            has_header: boolean;
            header: string[];
            /** Format: int64 */
            rows_estimate: number;
            sample_rows: string[][];
            sheet?: string | null;
            sheets: string[];
        };
        DiagnoseWorkOrder: {
            fault_code_id?: string | null;
            note?: string | null;
        };
        DifferenceRow: {
            against: string;
            against_value?: number | null;
            definition: string;
            definition_value?: number | null;
            id: string;
            kind: string;
            no: string;
        };
        DimensionInfo: {
            code: string;
            name_en: string;
            name_zh: string;
        };
        DimensionList: {
            items: components["schemas"]["DimensionInfo"][];
        };
        DismissAlert: {
            /** @example 已联系客户改约 */
            note?: string | null;
            /** @example 客户要求月底再修 */
            reason: string;
        };
        DispatchWorkOrder: {
            note?: string | null;
            technician_id?: string | null;
        };
        Dispersion: {
            chi_squared: number;
            /** Format: int64 */
            degrees: number;
            over: boolean;
            p_value: number;
            ratio: number;
            sigma_z: number;
            sigma_z_limit: number;
        };
        DropFinding: {
            /** @example 客户流失与服务无关 */
            reason: string;
        };
        EditWorkOrder: {
            accessories?: string[] | null;
            appearance?: string | null;
            attributes?: {
                [key: string]: string;
            } | null;
            brand?: string | null;
            category?: string | null;
            contact_id?: string | null;
            customer_id?: string | null;
            /** @enum {string|null} */
            data_handling?: "keep" | "may_erase" | "none" | null;
            fault_code_id?: string | null;
            manufacturer_no?: string | null;
            model_id?: string | null;
            /** @enum {string|null} */
            outcome?: "unknown" | "repaired" | "repairable" | "unrepairable" | null;
            outcome_barrier?: string | null;
            price_limit?: components["schemas"]["Money"] | null;
            /** @enum {string|null} */
            priority?: "low" | "normal" | "high" | "urgent" | null;
            serial_no?: string | null;
            symptom_text?: string | null;
            /** @enum {string|null} */
            warranty?: "in_warranty" | "out_of_warranty" | "unknown" | null;
            warranty_evidence?: string | null;
        };
        EffectCheck: {
            action_id: string;
            action_no: string;
            action_title: string;
            /** Format: int64 */
            after_days: number;
            /** Format: date */
            after_from: string;
            /** Format: date */
            after_to: string;
            allowed: ("measure" | "sign")[];
            /** Format: date */
            before_from: string;
            /** Format: date */
            before_to: string;
            better: string;
            /** @enum {string|null} */
            decision?: "effective" | "not_effective" | null;
            due: boolean;
            /** Format: date */
            due_on: string;
            effect?: components["schemas"]["EffectResult"] | null;
            finding_id?: string | null;
            id: string;
            /** Format: date-time */
            measured_at?: string | null;
            measures?: components["schemas"]["MeasuredMetric"] | null;
            metric_name_en: string;
            metric_name_zh: string;
            /** @enum {string|null} */
            proposed?: "effective" | "not_effective" | null;
            reason: string;
            scope_label: string;
            /** Format: date-time */
            signed_at?: string | null;
            signed_by?: string | null;
            /** @enum {string} */
            state: "waiting" | "measured" | "signed";
            unit: string;
            /** Format: int64 */
            version: number;
        };
        EffectPreview: {
            /** Format: date */
            after_from: string;
            /** Format: date */
            after_to: string;
            /** Format: date */
            before_from: string;
            /** Format: date */
            before_to: string;
            complete: boolean;
            effect: components["schemas"]["EffectResult"];
            measures: components["schemas"]["MeasuredMetric"];
            /** @enum {string|null} */
            proposed?: "effective" | "not_effective" | null;
        };
        EffectResult: {
            /** Format: int64 */
            after_records: number;
            /** Format: int64 */
            before_records: number;
            change?: number | null;
            expected?: number | null;
            high?: number | null;
            low?: number | null;
            method: string;
            observed?: number | null;
            p_value?: number | null;
            /** @enum {string} */
            verdict: "better" | "worse" | "none_seen" | "too_few";
        };
        Employee: {
            /** Format: date */
            hired_on?: string | null;
            id: string;
            /** Format: date */
            left_on?: string | null;
            manufacturer_engineer_id: string;
            name: string;
            no: string;
            org_unit_id?: string | null;
            position_id?: string | null;
            /** @enum {string} */
            role: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager";
            site_id: string;
            skills: string[];
            /** @enum {string} */
            state: "active" | "left";
            /** Format: int64 */
            version: number;
        };
        Employment: {
            certified?: boolean | null;
            employee_id: string;
            employee_name: string;
            employee_no: string;
            fte?: number | null;
            id: string;
            /** Format: date */
            joined_on: string;
            /** @enum {string|null} */
            leave_reason?: "none" | "voluntary" | "dismissed" | "transfer" | "retired" | null;
            /** Format: date */
            left_on?: string | null;
            manages?: boolean | null;
            org_unit_id?: string | null;
            position_id?: string | null;
            /** @enum {string|null} */
            role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
            site_id: string;
            site_name: string;
            /** Format: int64 */
            version: number;
        };
        Entitlement: {
            asset_id: string;
            covers_labour: boolean;
            covers_onsite: boolean;
            covers_parts: boolean;
            /** Format: date */
            ends_on: string;
            id: string;
            /** @enum {string} */
            source: "statutory" | "manufacturer" | "extension" | "contract";
            /** Format: date */
            starts_on: string;
            /** @enum {string} */
            state: "pending" | "active" | "suspended" | "expired" | "void";
            /** Format: int64 */
            version: number;
        };
        EscalateWorkOrder: {
            /** @enum {string|null} */
            kind?: "functional" | "hierarchical" | "manufacturer" | null;
            /** Format: int64 */
            level?: number | null;
            note?: string | null;
            resolver_id?: string | null;
        };
        Escalation: {
            /** Format: date-time */
            accepted_at?: string | null;
            allowed: ("accept" | "start" | "answer" | "refuse" | "verify" | "close")[];
            answer?: string | null;
            /** Format: date-time */
            answered_at?: string | null;
            /** Format: date-time */
            closed_at?: string | null;
            /** Format: date-time */
            created_at: string;
            customer_id?: string | null;
            /** Format: date-time */
            due_at?: string | null;
            id: string;
            imported: boolean;
            /** @enum {string|null} */
            kind?: "functional" | "hierarchical" | "manufacturer" | null;
            /** Format: int64 */
            level: number;
            manufacturer_id?: string | null;
            question?: string | null;
            /** Format: date-time */
            raised_at: string;
            resolver_id?: string | null;
            resolver_name: string;
            site_id?: string | null;
            site_name: string;
            /** @enum {string|null} */
            state?: "raised" | "accepted" | "working" | "answered" | "verified" | "closed" | null;
            technician_id?: string | null;
            technician_name: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            verified_at?: string | null;
            /** Format: int64 */
            version: number;
            work_order_id?: string | null;
            work_order_no: string;
        };
        EventMapping: {
            activity?: string | null;
            case_id?: string | null;
            classifier?: string | null;
            resource?: string | null;
            time?: string | null;
        };
        Expectation: {
            id: string;
            /** @enum {string} */
            kind: "need" | "expectation";
            text: string;
            /** @enum {string} */
            verdict: "open" | "met" | "not_met" | "exceeded";
        };
        ExpectationVerdict: {
            id: string;
            /** @enum {string} */
            verdict: "open" | "met" | "not_met" | "exceeded";
        };
        FactColumn: {
            column: string;
            kind: string;
            name_en: string;
            name_zh: string;
        };
        FactGaps: {
            columns: components["schemas"]["ColumnGap"][];
            fact: string;
            /** Format: int64 */
            rows: number;
        };
        FactInfo: {
            columns: components["schemas"]["FactColumn"][];
            fact: string;
        };
        FactorPoint: {
            factor: number;
            score: number;
        };
        FanPoint: {
            /** Format: date */
            day: string;
            expected: number;
            high80: number;
            high95: number;
            low80: number;
            low95: number;
        };
        FaultCode: {
            code: string;
            id: string;
            name: string;
            product_line_id?: string | null;
            symptom_family: string;
            /** Format: int64 */
            version: number;
        };
        FieldChoice: {
            code: string;
            synonyms: string[];
        };
        Finding: {
            actions: components["schemas"]["ImprovementAction"][];
            allowed: ("analyse" | "act" | "check" | "assign" | "close" | "drop")[];
            causes: components["schemas"]["FindingCause"][];
            close_reason: string;
            /** Format: date-time */
            closed_at?: string | null;
            counts_cases: boolean;
            /** Format: date-time */
            created_at: string;
            description: string;
            /** Format: date */
            found_on: string;
            id: string;
            metric_name_en: string;
            metric_name_zh: string;
            no: string;
            /** @enum {string|null} */
            outcome?: "effective" | "not_effective" | "dropped" | null;
            owner_id: string;
            owner_name: string;
            raised_by?: string | null;
            root_cause: string;
            scope_label: string;
            /** @enum {string} */
            severity: "minor" | "major" | "severe";
            site_id?: string | null;
            source: components["schemas"]["FindingSource"];
            /** @enum {string} */
            state: "open" | "analysing" | "acting" | "checking" | "closed";
            title: string;
            /** Format: int64 */
            version: number;
        };
        FindingCause: {
            cases: number;
            dimension: string;
            key: string;
            /** @enum {string} */
            method: "five_whys" | "pareto";
            /** Format: int64 */
            position: number;
            primary: boolean;
            share: number;
            text: string;
        };
        FindingRow: {
            /** Format: date-time */
            closed_at?: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date */
            found_on: string;
            id: string;
            metric_name_en: string;
            metric_name_zh: string;
            no: string;
            /** @enum {string|null} */
            outcome?: "effective" | "not_effective" | "dropped" | null;
            owner_id: string;
            owner_name: string;
            scope_label: string;
            /** @enum {string} */
            severity: "minor" | "major" | "severe";
            site_id?: string | null;
            source: components["schemas"]["FindingSource"];
            /** @enum {string} */
            state: "open" | "analysing" | "acting" | "checking" | "closed";
            title: string;
            /** Format: int64 */
            version: number;
        };
        FindingSource: {
            id?: string | null;
            /** @enum {string} */
            kind: "signal" | "forecast" | "alert" | "complaint" | "record" | "idea";
            /** @example csat_rate */
            metric?: string | null;
            /** @example 2026-11 */
            month?: string | null;
            /** @enum {string|null} */
            scope?: "company" | "site" | "unit" | "person" | null;
            scope_key?: string | null;
        };
        FinishAction: {
            /** Format: date */
            done_on?: string | null;
            result?: string | null;
        };
        FinishAssignment: {
            note?: string | null;
            /** @enum {string} */
            result: "ended_well" | "ended_badly";
        };
        FlowCell: {
            /** @enum {string} */
            before: "complaint" | "dissatisfied" | "neutral" | "satisfied" | "very_satisfied" | "no_answer" | "first_answer";
            /** Format: int64 */
            customers: number;
            /** @enum {string} */
            now: "complaint" | "dissatisfied" | "neutral" | "satisfied" | "very_satisfied" | "no_answer" | "first_answer";
        };
        FlowCustomer: {
            before?: components["schemas"]["FlowRecord"] | null;
            customer_id: string;
            customer_name: string;
            now?: components["schemas"]["FlowRecord"] | null;
        };
        FlowCustomerPage: {
            items: components["schemas"]["FlowCustomer"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate: number;
        };
        FlowMonth: {
            cells: components["schemas"]["FlowCell"][];
            /** Format: int64 */
            customers: number;
            /** Format: int64 */
            fallen: number;
            /** Format: int64 */
            kept: number;
            month: string;
            month_before: string;
            /** Format: int64 */
            risen: number;
            /** Format: int64 */
            unlinked: number;
        };
        FlowRecord: {
            /** Format: date-time */
            at: string;
            id: string;
            kind: string;
            no: string;
            work_order_id?: string | null;
        };
        Found: {
            id: string;
            /** @enum {string} */
            kind: "work_order" | "customer" | "asset" | "employee";
            state?: string | null;
            subtitle: string;
            title: string;
        };
        FrozenBesideLive: {
            differs: boolean;
            frozen: components["schemas"]["FrozenValue"];
            live_denominator?: number | null;
            /** Format: int64 */
            live_n: number;
            live_numerator?: number | null;
            live_value?: number | null;
            /** Format: int64 */
            live_version: number;
        };
        FrozenValue: {
            /** Format: int64 */
            definition_version: number;
            denominator?: number | null;
            dimension: string;
            high?: number | null;
            low?: number | null;
            metric: string;
            /** Format: int64 */
            n: number;
            numerator?: number | null;
            scope_key: string;
            scope_label: string;
            value?: number | null;
        };
        FrozenValueList: {
            items: components["schemas"]["FrozenBesideLive"][];
            period: components["schemas"]["ClosedPeriod"];
        };
        GateAcceptable: {
            answers: components["schemas"]["TargetAnswer"][];
            may_answer: boolean;
            /** @enum {string} */
            state: "pass" | "warn" | "fail" | "waiting";
        };
        GateCheckpoint: {
            /** Format: int64 */
            n: number;
            on: string;
            reached?: boolean | null;
            value?: number | null;
        };
        GateMeasurable: {
            /** Format: int64 */
            n_before: number;
            /** Format: int64 */
            n_now: number;
            /** @enum {string} */
            state: "pass" | "warn" | "fail" | "waiting";
        };
        GateMonth: {
            month: string;
            /** Format: int64 */
            n: number;
            value?: number | null;
        };
        GateRealistic: {
            best?: number | null;
            doubts: ("few_months" | "jump" | "beyond_best" | "pace" | "below_present")[];
            expected?: number | null;
            jump?: number | null;
            mean?: number | null;
            months: components["schemas"]["GateMonth"][];
            pace_asked?: number | null;
            pace_best?: number | null;
            pace_last?: number | null;
            spread?: number | null;
            /** @enum {string} */
            state: "pass" | "warn" | "fail" | "waiting";
            trend?: number | null;
        };
        GateSpecific: {
            /** @enum {string} */
            state: "pass" | "warn" | "fail" | "waiting";
        };
        GateTimed: {
            checkpoints: components["schemas"]["GateCheckpoint"][];
            from: string;
            /** @enum {string} */
            state: "pass" | "warn" | "fail" | "waiting";
            to: string;
        };
        Grid: {
            checks: components["schemas"]["GridCheck"][];
            class_sums: components["schemas"]["ClassSum"][];
            classes: ("user_satisfaction" | "service_process" | "technology_parts" | "business_reputation" | "service_sales" | "finance" | "people")[];
            /** Format: date-time */
            created_at?: string | null;
            created_by?: string | null;
            id?: string | null;
            kpis: components["schemas"]["GridKpiShown"][];
            locked: boolean;
            month: string;
            /** @enum {string} */
            origin: "original" | "recommended" | "own";
            reason: string;
            role_sums: components["schemas"]["RoleSum"][];
            roles: ("administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager")[];
            valid_from: string;
            /** Format: int64 */
            version: number;
        };
        GridCell: {
            /** @enum {string|null} */
            part?: "accountable" | "responsible" | "contributes" | null;
            /** @enum {string} */
            role: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager";
            /** @example 20 */
            weight: number;
        };
        GridCheck: {
            /** @enum {string} */
            check: "weights_sum" | "one_accountable" | "influence" | "at_most_eight" | "reproduction";
            failures: components["schemas"]["CheckFailure"][];
            passed: boolean;
        };
        GridKpi: {
            cells?: components["schemas"]["GridCell"][];
            /** @enum {string} */
            kpi_class: "user_satisfaction" | "service_process" | "technology_parts" | "business_reputation" | "service_sales" | "finance" | "people";
            /** @example ftfr */
            metric: string;
        };
        GridKpiShown: {
            /** @enum {string|null} */
            accountable?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
            better: string;
            cells: components["schemas"]["GridCell"][];
            /** @enum {string} */
            kpi_class: "user_satisfaction" | "service_process" | "technology_parts" | "business_reputation" | "service_sales" | "finance" | "people";
            measured: boolean;
            /** @example ftfr */
            metric: string;
            name_en: string;
            name_zh: string;
            unit: string;
        };
        GridVersion: {
            /** Format: date-time */
            created_at?: string | null;
            created_by?: string | null;
            id?: string | null;
            /** @enum {string} */
            origin: "original" | "recommended" | "own";
            reason: string;
            valid_from: string;
            /** Format: int64 */
            version: number;
        };
        HistoryAnswer: {
            items: components["schemas"]["KeptForecast"][];
            month: string;
            over: boolean;
            truth?: number | null;
        };
        HoldReview: {
            attendance?: string[];
            /** Format: date */
            held_on?: string | null;
            notes?: string | null;
        };
        HomeCounters: {
            /** Format: int64 */
            due_today: number;
            /** Format: int64 */
            escalated: number;
            /** Format: int64 */
            my_open: number;
            /** Format: int64 */
            open: number;
            /** Format: int64 */
            overdue: number;
            /** Format: int64 */
            paused: number;
            /** Format: int64 */
            ready_over_7_days: number;
            /** Format: int64 */
            ready_shelf: number;
            states: components["schemas"]["StateCount"][];
            /** Format: int64 */
            to_notify: number;
            /** Format: int64 */
            unassigned: number;
        };
        Import: {
            /** Format: date-time */
            created_at: string;
            created_by?: string | null;
            detected: components["schemas"]["Detection"];
            failure?: string | null;
            /** Format: int64 */
            file_bytes: number;
            file_name: string;
            /** Format: date-time */
            finished_at?: string | null;
            id: string;
            mapping: components["schemas"]["Mapping"];
            mapping_errors: components["schemas"]["RowProblem"][];
            /** Format: int64 */
            max_rejects?: number | null;
            profile: string;
            progress: components["schemas"]["ImportProgress"];
            rejects_url?: string | null;
            /** @enum {string} */
            state: "uploaded" | "detected" | "validating" | "validated" | "applying" | "done" | "failed" | "undoing" | "undone";
            /** Format: int64 */
            version: number;
        };
        ImportedCheck: {
            attributes?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            checked_at: string;
            checker_id?: string | null;
            customer_id?: string | null;
            employee_id?: string | null;
            import_source?: string | null;
            /** @enum {string} */
            kind: "conduct" | "process" | "photo" | "mystery" | "audit";
            manufacturer_id?: string | null;
            note?: string | null;
            /** Format: int64 */
            points_got?: number | null;
            /** Format: int64 */
            points_max?: number | null;
            /** @example 上门服务 */
            process?: string | null;
            /** @example 工牌与着装 */
            quality_point?: string | null;
            required?: boolean | null;
            /** @enum {string} */
            result: "pass" | "fail" | "not_applicable";
            site_id?: string | null;
            source_id?: string | null;
            technician_id?: string | null;
            work_order_id?: string | null;
        };
        ImportedEmployment: {
            certified?: boolean | null;
            employee_id: string;
            fte?: number | null;
            /** Format: date */
            joined_on: string;
            /** @enum {string|null} */
            leave_reason?: "none" | "voluntary" | "dismissed" | "transfer" | "retired" | null;
            /** Format: date */
            left_on?: string | null;
            manages?: boolean | null;
            org_unit_id?: string | null;
            position_id?: string | null;
            /** @enum {string|null} */
            role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
            site_id: string;
        };
        ImportedLedgerLine: {
            /** @enum {string} */
            account: "revenue_warranty" | "revenue_paid" | "revenue_parts" | "revenue_products" | "direct_cost" | "expense";
            amount: components["schemas"]["Money"];
            attributes?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            booked_at?: string | null;
            /** Format: date */
            booked_on: string;
            /** @example 房租 */
            cost_type?: string | null;
            customer_id?: string | null;
            import_source?: string | null;
            manufacturer_id?: string | null;
            org_unit_id?: string | null;
            settled?: boolean | null;
            site_id?: string | null;
            source_id?: string | null;
            technician_id?: string | null;
            /** @example 三月保内结算 */
            text?: string | null;
            work_order_id?: string | null;
        };
        ImportedManufacturerValue: {
            denominator?: number | null;
            import_source?: string | null;
            manufacturer_id: string;
            /** @example csat_rate */
            metric: string;
            /** Format: int64 */
            n?: number | null;
            note?: string | null;
            numerator?: number | null;
            /** Format: date */
            period_from: string;
            /** Format: date */
            period_to: string;
            site_id?: string | null;
            source_id?: string | null;
            value?: number | null;
        };
        ImportedPartRequest: {
            attributes?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            available_at?: string | null;
            /** Format: date-time */
            closed_at?: string | null;
            customer_id?: string | null;
            /** Format: date-time */
            expected_at?: string | null;
            from_stock?: boolean | null;
            import_source?: string | null;
            /** Format: date-time */
            installed_at?: string | null;
            /** Format: date-time */
            issued_at?: string | null;
            keeper_id?: string | null;
            manufacturer_id?: string | null;
            note?: string | null;
            /** @example 主板 */
            part_category?: string | null;
            /** @example 主板 */
            part_name?: string | null;
            /** @example 01AV430 */
            part_no: string;
            /** Format: date-time */
            promised_at?: string | null;
            /** Format: int64 */
            quantity?: number | null;
            /** Format: date-time */
            requested_at: string;
            site_id?: string | null;
            /** @enum {string|null} */
            source?: "stock" | "manufacturer" | "transfer" | null;
            source_id?: string | null;
            /** @enum {string|null} */
            state?: "requested" | "approved" | "rejected" | "backordered" | "picking" | "in_transit" | "received" | "issued" | "installed" | "returned_unused" | "closed" | null;
            technician_id?: string | null;
            /** Format: date-time */
            unused_returned_at?: string | null;
            work_order_id?: string | null;
        };
        ImportedPartUnit: {
            attributes?: {
                [key: string]: unknown;
            };
            /** @example 2026-03-A */
            batch?: string | null;
            /** @enum {string|null} */
            condition?: "good" | "defective" | "doa" | "suspect" | "scrap" | null;
            cost?: components["schemas"]["Money"] | null;
            customer_id?: string | null;
            /** Format: date-time */
            doa_claimed_at?: string | null;
            /** Format: date-time */
            doa_confirmed_at?: string | null;
            import_source?: string | null;
            /** Format: date-time */
            installed_at?: string | null;
            /** Format: date-time */
            issued_at?: string | null;
            /** Format: date-time */
            judged_at?: string | null;
            /** @example A-03-2 */
            location?: string | null;
            manufacturer_id?: string | null;
            note?: string | null;
            /** @enum {string|null} */
            owner?: "manufacturer" | "own" | "customer" | null;
            paired_serial_no?: string | null;
            /** @example 主板 */
            part_category?: string | null;
            /** @example 主板 */
            part_name?: string | null;
            /** @example 01AV430 */
            part_no: string;
            /** Format: date-time */
            received_at?: string | null;
            /** Format: date-time */
            removed_at?: string | null;
            request_id?: string | null;
            /** Format: date-time */
            return_due_at?: string | null;
            /** @enum {string|null} */
            return_kind?: "none" | "defective" | "unused_good" | null;
            /** @example 8SSB20L */
            serial_no?: string | null;
            /** Format: date-time */
            shipped_back_at?: string | null;
            site_id?: string | null;
            source_id?: string | null;
            /** @enum {string|null} */
            state?: "received" | "in_stock" | "issued" | "installed" | "returned_unused" | "doa_claimed" | "doa_confirmed" | "doa_rejected" | "removed" | "pretest" | "awaiting_return" | "shipped_back" | "judged" | "credited" | "charged" | "lost" | null;
            technician_id?: string | null;
            /** Format: date-time */
            unused_returned_at?: string | null;
            /** @enum {string|null} */
            verdict?: "faulty" | "no_fault" | "damaged" | "mismatch" | null;
            work_order_id?: string | null;
        };
        ImportedSalesLine: {
            amount: components["schemas"]["Money"];
            attributes?: {
                [key: string]: unknown;
            };
            cost?: components["schemas"]["Money"] | null;
            customer_id?: string | null;
            import_source?: string | null;
            manufacturer_id?: string | null;
            note?: string | null;
            /** @example 延保一年 */
            product: string;
            /** Format: int64 */
            quantity?: number | null;
            /** Format: date-time */
            recognised_at?: string | null;
            /** Format: date-time */
            refunded_at?: string | null;
            seller_id?: string | null;
            service_product?: boolean | null;
            site_id?: string | null;
            /** Format: date-time */
            sold_at: string;
            source_id?: string | null;
            technician_id?: string | null;
            work_order_id?: string | null;
        };
        ImportedSalesQuota: {
            amount: components["schemas"]["Money"];
            import_source?: string | null;
            /** Format: date */
            month: string;
            /** Format: date-time */
            period_at?: string | null;
            seller_id?: string | null;
            site_id: string;
            source_id?: string | null;
        };
        ImportedSurveyAnswer: {
            /** @enum {string|null} */
            answer_class?: "very_satisfied" | "satisfied" | "neutral" | "dissatisfied" | null;
            /** Format: date-time */
            answered_at?: string | null;
            /** Format: date-time */
            attempted_at?: string | null;
            attributes?: {
                [key: string]: unknown;
            };
            /**
             * Format: int64
             * @example 95000
             */
            call_ms?: number | null;
            clerk_id?: string | null;
            coached?: boolean | null;
            complained?: boolean | null;
            customer_id?: string | null;
            /** @enum {string|null} */
            dimension?: "speed" | "quality" | "price" | "conduct" | "attitude" | "delight" | null;
            /** Format: date-time */
            due_at?: string | null;
            import_source?: string | null;
            /** @enum {string} */
            kind: "customer" | "dealer" | "employee";
            /**
             * Format: int64
             * @example 9
             */
            nps?: number | null;
            /** @enum {string|null} */
            questionnaire?: "own" | "manufacturer" | null;
            /** Format: date-time */
            reached_at?: string | null;
            /** @enum {string|null} */
            result?: "open" | "completed" | "unreachable" | "refused" | "invalid_number" | "expired" | null;
            site_id?: string | null;
            source_id?: string | null;
            /** @example 一组 */
            team?: string | null;
            valid?: boolean | null;
            /** @example 师傅很耐心 */
            verbatim?: string | null;
            work_order_id?: string | null;
        };
        ImportedWorkDay: {
            /** Format: int64 */
            available_min: number;
            /** Format: date */
            day: string;
            /** Format: date-time */
            day_at?: string | null;
            employee_id: string;
            org_unit_id?: string | null;
            /** Format: int64 */
            productive_min: number;
            /** @enum {string|null} */
            role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
            site_id?: string | null;
        };
        ImportPreview: {
            rejects: components["schemas"]["RejectedRow"][];
            rows: components["schemas"]["PreviewRow"][];
        };
        ImportProgress: {
            /** Format: int64 */
            done: number;
            /** Format: int64 */
            imported: number;
            /** Format: int64 */
            read: number;
            /** Format: int64 */
            rejected: number;
            /** Format: int64 */
            staged: number;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            unchanged: number;
            /** Format: int64 */
            updated: number;
        };
        ImportSummary: {
            /** Format: date-time */
            created_at: string;
            file_name: string;
            /** Format: date-time */
            finished_at?: string | null;
            id: string;
            profile: string;
            progress: components["schemas"]["ImportProgress"];
            /** @enum {string} */
            state: "uploaded" | "detected" | "validating" | "validated" | "applying" | "done" | "failed" | "undoing" | "undone";
        };
        ImprovementAction: {
            /** Format: date-time */
            acknowledged_at?: string | null;
            acknowledgement: string;
            allowed: ("plan" | "start" | "finish" | "cancel" | "acknowledge" | "verify")[];
            baseline?: components["schemas"]["ActionBaseline"] | null;
            better: string;
            cancel_reason: string;
            checks: components["schemas"]["EffectCheck"][];
            coached_id?: string | null;
            coached_name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date */
            done_on?: string | null;
            /** Format: date */
            due_on?: string | null;
            expected_change?: number | null;
            finding_id?: string | null;
            finding_no: string;
            id: string;
            /** @enum {string} */
            kind: "improvement" | "coaching";
            metric_name_en: string;
            metric_name_zh: string;
            moves?: components["schemas"]["MeasuredMetric"] | null;
            no: string;
            overdue: boolean;
            owner_id: string;
            owner_name: string;
            plan: string;
            result: string;
            scope_label: string;
            /** Format: date */
            started_on?: string | null;
            /** @enum {string} */
            state: "open" | "planned" | "doing" | "done" | "verified_effective" | "not_effective" | "cancelled";
            title: string;
            unit: string;
            /** Format: int64 */
            version: number;
        };
        ImprovementActionRow: {
            baseline?: components["schemas"]["ActionBaseline"] | null;
            better: string;
            coached_id?: string | null;
            coached_name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date */
            done_on?: string | null;
            /** Format: date */
            due_on?: string | null;
            expected_change?: number | null;
            finding_id?: string | null;
            finding_no: string;
            id: string;
            /** @enum {string} */
            kind: "improvement" | "coaching";
            metric_name_en: string;
            metric_name_zh: string;
            moves?: components["schemas"]["MeasuredMetric"] | null;
            no: string;
            overdue: boolean;
            owner_id: string;
            owner_name: string;
            scope_label: string;
            /** Format: date */
            started_on?: string | null;
            /** @enum {string} */
            state: "open" | "planned" | "doing" | "done" | "verified_effective" | "not_effective" | "cancelled";
            title: string;
            unit: string;
            /** Format: int64 */
            version: number;
        };
        ImprovementChain: {
            edges: components["schemas"]["ChainEdge"][];
            nodes: components["schemas"]["ChainNode"][];
            whole: boolean;
        };
        IntakeContact: {
            name: string;
            phone?: string | null;
        };
        IntakeCustomer: {
            /** @enum {string|null} */
            kind?: "individual" | "key_account" | "dealer" | null;
            name: string;
            phone?: string | null;
            region?: string | null;
        };
        ItemLevels: {
            floor: number;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            stretch: number;
            target: number;
        };
        ItemsActionAnswer: {
            items: components["schemas"]["ActionAnswer"][];
        };
        ItemsAlertRule: {
            items: components["schemas"]["AlertRule"][];
        };
        ItemsBonusMonth: {
            items: components["schemas"]["BonusMonth"][];
        };
        ItemsBonusRule: {
            items: components["schemas"]["BonusRule"][];
        };
        ItemsChannel: {
            items: components["schemas"]["Channel"][];
        };
        ItemsClockReading: {
            items: components["schemas"]["ClockReading"][];
        };
        ItemsComment: {
            items: components["schemas"]["Comment"][];
        };
        ItemsFound: {
            items: components["schemas"]["Found"][];
        };
        ItemsGridVersion: {
            items: components["schemas"]["GridVersion"][];
        };
        ItemsLedgerMonth: {
            items: components["schemas"]["LedgerMonth"][];
        };
        ItemsMention: {
            items: components["schemas"]["Mention"][];
        };
        ItemsProfileInfo: {
            items: components["schemas"]["ProfileInfo"][];
        };
        ItemsRoleInfo: {
            items: components["schemas"]["RoleInfo"][];
        };
        ItemsTargetMonth: {
            items: components["schemas"]["TargetMonth"][];
        };
        ItemsWorkOrderRule: {
            items: components["schemas"]["WorkOrderRule"][];
        };
        KeptForecast: {
            chance_floor?: number | null;
            chance_stretch?: number | null;
            chance_target?: number | null;
            expected: number;
            high80: number;
            high95: number;
            last_month?: number | null;
            low80: number;
            low95: number;
            /** Format: date */
            made_on: string;
            median: number;
            method: string;
            metric: string;
            /** @enum {string} */
            metric_class: "rate" | "ripening" | "duration" | "sum" | "level" | "ratio" | "other";
            month: string;
            quarter: number;
            run_rate?: number | null;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            target?: number | null;
            three_quarters: number;
            to_come?: number | null;
            value_so_far?: number | null;
        };
        KindCount: {
            /** Format: int64 */
            count: number;
            /** @enum {string} */
            kind: "endangered_metric" | "appointment" | "promise" | "turnaround" | "part_unsigned" | "part_circulating" | "stock_low" | "complaint_unsolved" | "complaint_plan" | "late_callback" | "work_in_progress" | "control_signal" | "silent_record";
            /** Format: int64 */
            severe: number;
        };
        KpiAnswer: {
            /** Format: date-time */
            as_of: string;
            /** Format: int64 */
            fresh_to: number;
            metrics: components["schemas"]["MetricCells"][];
        };
        KpiComparison: {
            against: components["schemas"]["MetricCells"];
            /** Format: date-time */
            as_of: string;
            definition: components["schemas"]["MetricCells"];
            /** Format: int64 */
            fresh_to: number;
            items: components["schemas"]["DifferenceRow"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate: number;
        };
        KpiTrendPoint: {
            high?: number | null;
            low?: number | null;
            month: string;
            /** Format: int64 */
            n: number;
            value?: number | null;
        };
        Label: {
            accessories: string[];
            contact_phone: string;
            customer_name: string;
            /** @enum {string} */
            data_handling: "keep" | "may_erase" | "none";
            manufacturer_name: string;
            model_name: string;
            no: string;
            /** Format: date-time */
            promise_at?: string | null;
            qr_svg: string;
            qr_text: string;
            repeat: boolean;
            serial_no: string;
            site_name: string;
            /** @enum {string} */
            warranty: "in_warranty" | "out_of_warranty" | "unknown";
        };
        LandingAnswer: {
            /** Format: date-time */
            as_of: string;
            /** Format: int64 */
            fresh_to: number;
            line: components["schemas"]["LandingLine"];
            month: string;
            /** Format: int64 */
            workday: number;
            /** Format: int64 */
            workdays: number;
        };
        LandingBand: {
            expected: number;
            high80: number;
            high95: number;
            low80: number;
            low95: number;
            median: number;
        };
        LandingBoard: {
            /** Format: date-time */
            as_of: string;
            /** Format: int64 */
            fresh_to: number;
            items: components["schemas"]["LandingLine"][];
            month: string;
            /** Format: int64 */
            workday: number;
            /** Format: int64 */
            workdays: number;
        };
        LandingLine: {
            better: string;
            chance: components["schemas"]["Chances"];
            /** Format: int64 */
            deciding_cases: number;
            denominator?: number | null;
            error_budget?: components["schemas"]["Budget"] | null;
            fan: components["schemas"]["FanPoint"][];
            interval?: number[] | null;
            landing?: components["schemas"]["LandingBand"] | null;
            last_month?: number | null;
            method: string;
            metric: string;
            /** @enum {string} */
            metric_class: "rate" | "ripening" | "duration" | "sum" | "level" | "ratio" | "other";
            /** Format: int64 */
            n: number;
            name_en: string;
            name_zh: string;
            numerator?: number | null;
            owner_role: string;
            provisional: boolean;
            required_pace?: components["schemas"]["Pace"] | null;
            required_rest?: components["schemas"]["Rest"] | null;
            ripened?: components["schemas"]["Ripened"] | null;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            scope_label: string;
            /** @enum {string} */
            state: "good" | "tight" | "bad" | "no_target" | "no_data";
            target?: components["schemas"]["LevelsInForce"] | null;
            to_come?: number | null;
            to_come_high?: number | null;
            to_come_low?: number | null;
            trend: components["schemas"]["TrendPoint"][];
            unit: string;
            value?: number | null;
        };
        LateEntries: {
            /** Format: int64 */
            entries: number;
            kind: string;
            /** Format: int64 */
            late: number;
        };
        LeadFigure: {
            better: string;
            high?: number | null;
            how_en: string;
            how_zh: string;
            low?: number | null;
            metric: string;
            /** Format: int64 */
            n: number;
            name_en: string;
            name_zh: string;
            /** Format: int64 */
            rolling_n: number;
            rolling_value?: number | null;
            unit: string;
            value?: number | null;
        };
        LedgerLine: {
            /** @enum {string} */
            account: "revenue_warranty" | "revenue_paid" | "revenue_parts" | "revenue_products" | "direct_cost" | "expense";
            amount: components["schemas"]["Money"];
            attributes: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            booked_at?: string | null;
            /** Format: date */
            booked_on: string;
            cost_type?: string | null;
            /** Format: date-time */
            created_at: string;
            customer_id?: string | null;
            id: string;
            imported: boolean;
            manufacturer_id?: string | null;
            org_unit_id?: string | null;
            settled?: boolean | null;
            site_id?: string | null;
            site_name: string;
            technician_id?: string | null;
            technician_name: string;
            text?: string | null;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            work_order_id?: string | null;
            work_order_no: string;
        };
        LedgerMonth: {
            /** Format: date-time */
            changed_at: string;
            closed: boolean;
            month: string;
            /** Format: int64 */
            reopenings: number;
        };
        LeftOut: {
            code: string;
            /** Format: int64 */
            n: number;
            name_en: string;
            name_zh: string;
            /** Format: int64 */
            pending: number;
            /** Format: int64 */
            unlinked: number;
        };
        LevelsInForce: {
            floor: number;
            locked: boolean;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            stretch: number;
            target: number;
        };
        Link: {
            id: string;
            kind: string;
            no: string;
        };
        Manufacturer: {
            code: string;
            id: string;
            name: string;
            /** Format: int64 */
            version: number;
        };
        ManufacturerValue: {
            denominator?: number | null;
            id: string;
            imported: boolean;
            manufacturer_id: string;
            manufacturer_name: string;
            metric: string;
            /** Format: int64 */
            n?: number | null;
            note?: string | null;
            numerator?: number | null;
            /** Format: date */
            period_from: string;
            /** Format: date */
            period_to: string;
            site_id?: string | null;
            site_name: string;
            value?: number | null;
            /** Format: int64 */
            version: number;
        };
        Mapping: {
            attributes?: boolean | null;
            columns: components["schemas"]["ColumnMapping"][];
            date_order?: string | null;
            decimal?: string | null;
            delimiter?: string | null;
            encoding?: string | null;
            events?: components["schemas"]["EventMapping"] | null;
            header?: boolean | null;
            ignore: string[];
            sheet?: string | null;
            source?: string | null;
            time_zone?: string | null;
        };
        MarkUnrepairable: {
            barrier?: string | null;
            exchange?: boolean | null;
            note?: string | null;
        };
        MeasuredMetric: {
            metric: string;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
        };
        Mention: {
            id: string;
            name: string;
        };
        MetricCells: {
            basis: string;
            better: string;
            cells: components["schemas"]["CellAnswer"][];
            code: string;
            definitions: components["schemas"]["UsedDefinition"][];
            half_width?: number | null;
            name_en: string;
            name_zh: string;
            rolling?: string | null;
            unit: string;
            /** Format: int64 */
            version: number;
        };
        MetricInfo: {
            amount_unit: string;
            basis: string;
            better: string;
            code: string;
            credit?: string | null;
            definition: string;
            definitions: components["schemas"]["DefinitionInfo"][];
            description_en: string;
            description_zh: string;
            fact: string;
            facts: string[];
            gaming_en: string;
            gaming_zh: string;
            leads: string[];
            least_grain: string;
            name_en: string;
            name_zh: string;
            owner_role: string;
            rolling?: string | null;
            source: string;
            target?: number | null;
            target_note?: string | null;
            terms: string[];
            unit: string;
            /** Format: int64 */
            version: number;
            /** Format: int64 */
            window_ms?: number | null;
        };
        MetricList: {
            items: components["schemas"]["MetricInfo"][];
        };
        MetricVocabulary: {
            facts: components["schemas"]["FactInfo"][];
            words: string[];
        };
        Model: {
            aliases: string[];
            code: string;
            id: string;
            name: string;
            product_line_id: string;
            /** Format: int64 */
            version: number;
        };
        Money: {
            /** Format: int64 */
            amount: number;
            currency: string;
        };
        MoveWorkOrder: {
            note?: string | null;
        };
        MyKpi: {
            better: string;
            contribution: number;
            expected?: number | null;
            expected_points?: number | null;
            few: boolean;
            floor?: number | null;
            high?: number | null;
            how_en: string;
            how_zh: string;
            leads: components["schemas"]["LeadFigure"][];
            low?: number | null;
            /** @enum {string} */
            measured_at: "own" | "unit" | "site" | "company";
            measured_key: string;
            /** @enum {string} */
            measured_scope: "company" | "site" | "unit" | "person";
            metric: string;
            /** Format: int64 */
            n: number;
            name_en: string;
            name_zh: string;
            of_many: boolean;
            points?: number | null;
            provisional: boolean;
            records: components["schemas"]["RecordsBehind"];
            rolling_high?: number | null;
            rolling_low?: number | null;
            /** Format: int64 */
            rolling_n: number;
            rolling_points?: number | null;
            rolling_value?: number | null;
            scored_weight: number;
            /** @enum {string} */
            source: "live" | "frozen";
            /** @enum {string} */
            standing: "scored" | "no_data" | "no_target" | "unknown";
            stretch?: number | null;
            target?: number | null;
            trend: components["schemas"]["KpiTrendPoint"][];
            unit: string;
            value?: number | null;
            weight: number;
        };
        MyKpis: {
            /** Format: date-time */
            as_of: string;
            coefficient: number;
            employee_id: string;
            expected_score?: number | null;
            grace: boolean;
            items: components["schemas"]["MyKpi"][];
            label: string;
            /** Format: int64 */
            least_n?: number | null;
            month: string;
            /** @enum {string|null} */
            role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            score?: number | null;
            spread: number;
            sum?: number | null;
            veto_cases: components["schemas"]["CaseRef"][];
            vetoed: boolean;
            /** @enum {string} */
            weights_from: "role" | "manager" | "supervisor" | "members";
        };
        NameCauses: {
            /** @example cause */
            dimension?: string | null;
            /** @enum {string} */
            method: "five_whys" | "pareto";
            primary?: string[];
            root_cause?: string | null;
            whys?: string[];
        };
        NegotiateTarget: {
            /** @example 0.93 */
            floor?: number | null;
            /** @example 十一月有三个新人 */
            note: string;
            /** @example 0.97 */
            stretch?: number | null;
            /** @example 0.95 */
            target?: number | null;
        };
        NewContact: {
            /** @example IT desk */
            duty?: string | null;
            /** @example 罗敏 */
            name: string;
            /** @example 13812346621 */
            phone?: string | null;
        };
        NewExpectation: {
            /** @enum {string} */
            kind: "need" | "expectation";
            text: string;
        };
        NewToken: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            name: string;
            permissions: string[];
            secret: string;
            /** @enum {string} */
            state: "active" | "expired" | "revoked";
            user_id: string;
        };
        Notification: {
            /** Format: date-time */
            created_at: string;
            id: string;
            kind: string;
            params: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            read_at?: string | null;
            /** @enum {string} */
            severity: "info" | "warning" | "severe";
            subject_id: string;
            subject_kind: string;
            text_key: string;
        };
        OrgUnit: {
            code: string;
            id: string;
            /** @enum {string} */
            kind: "company" | "department" | "team";
            name: string;
            parent_id?: string | null;
            site_id?: string | null;
            /** Format: int64 */
            version: number;
        };
        OwnMetric: {
            code: string;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            id: string;
            manufacturer: string;
            /** Format: int64 */
            metric_version: number;
            note: string;
            text: string;
        };
        OwnMetricList: {
            items: components["schemas"]["OwnMetric"][];
        };
        Pace: {
            per_workday?: number | null;
            so_far: number;
            target: number;
            unit: string;
            workdays: number;
            workdays_left: number;
        };
        PageAlert: {
            items: components["schemas"]["Alert"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageApiToken: {
            items: components["schemas"]["ApiToken"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageAsset: {
            items: components["schemas"]["Asset"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageAssignment: {
            items: components["schemas"]["Assignment"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageBonusSheetRow: {
            items: components["schemas"]["BonusSheetRow"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageCalendar: {
            items: components["schemas"]["Calendar"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageCheck: {
            items: components["schemas"]["Check"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageComplaintRow: {
            items: components["schemas"]["ComplaintRow"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageCustomer: {
            items: components["schemas"]["Customer"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageDelivery: {
            items: components["schemas"]["Delivery"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageEffectCheck: {
            items: components["schemas"]["EffectCheck"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageEmployee: {
            items: components["schemas"]["Employee"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageEmployment: {
            items: components["schemas"]["Employment"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageEscalation: {
            items: components["schemas"]["Escalation"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageFaultCode: {
            items: components["schemas"]["FaultCode"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageFindingRow: {
            items: components["schemas"]["FindingRow"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageImportSummary: {
            items: components["schemas"]["ImportSummary"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageImprovementActionRow: {
            items: components["schemas"]["ImprovementActionRow"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageLedgerLine: {
            items: components["schemas"]["LedgerLine"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageManufacturer: {
            items: components["schemas"]["Manufacturer"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageManufacturerValue: {
            items: components["schemas"]["ManufacturerValue"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageModel: {
            items: components["schemas"]["Model"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageNotification: {
            items: components["schemas"]["Notification"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageOrgUnit: {
            items: components["schemas"]["OrgUnit"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PagePartRequest: {
            items: components["schemas"]["PartRequest"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PagePartUnit: {
            items: components["schemas"]["PartUnit"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PagePosition: {
            items: components["schemas"]["Position"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PagePraise: {
            items: components["schemas"]["Praise"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageProductLine: {
            items: components["schemas"]["ProductLine"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageRejectedRow: {
            items: components["schemas"]["RejectedRow"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageReviewDecision: {
            items: components["schemas"]["ReviewDecision"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageReviewRow: {
            items: components["schemas"]["ReviewRow"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageSalesLine: {
            items: components["schemas"]["SalesLine"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageSalesQuota: {
            items: components["schemas"]["SalesQuota"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageScorecardLine: {
            items: components["schemas"]["ScorecardLine"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageSite: {
            items: components["schemas"]["Site"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageStockLine: {
            items: components["schemas"]["StockLine"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageSurveyAnswer: {
            items: components["schemas"]["SurveyAnswer"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageTarget: {
            items: components["schemas"]["Target"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageTargetChange: {
            items: components["schemas"]["TargetChange"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageTimelineEntry: {
            items: components["schemas"]["TimelineEntry"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageUser: {
            items: components["schemas"]["User"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageViolation: {
            items: components["schemas"]["Violation"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageWorkDay: {
            items: components["schemas"]["WorkDay"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        PageWorkOrderRow: {
            items: components["schemas"]["WorkOrderRow"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate?: number | null;
        };
        Panel: {
            /** @enum {string} */
            kind: "main" | "moving_range" | "range" | "deviation" | "lower_sum";
            points: components["schemas"]["ChartPoint"][];
            signals: components["schemas"]["ChartSignal"][];
        };
        ParetoItem: {
            cases: number;
            cumulative: number;
            key: string;
            label: string;
            primary: boolean;
            share: number;
            within_line: boolean;
        };
        PartRequest: {
            allowed: ("approve" | "reject" | "backorder" | "pick" | "ship" | "receive" | "issue" | "install" | "return_unused" | "close")[];
            attributes: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            available_at?: string | null;
            /** Format: date-time */
            closed_at?: string | null;
            /** Format: date-time */
            created_at: string;
            customer_id?: string | null;
            /** Format: date-time */
            expected_at?: string | null;
            from_stock?: boolean | null;
            id: string;
            imported: boolean;
            /** Format: date-time */
            installed_at?: string | null;
            /** Format: date-time */
            issued_at?: string | null;
            keeper_id?: string | null;
            keeper_name: string;
            manufacturer_id?: string | null;
            note?: string | null;
            part_category?: string | null;
            part_name?: string | null;
            part_no: string;
            /** Format: date-time */
            promised_at?: string | null;
            /** Format: int64 */
            quantity?: number | null;
            /** Format: date-time */
            requested_at: string;
            site_id?: string | null;
            site_name: string;
            /** @enum {string|null} */
            source?: "stock" | "manufacturer" | "transfer" | null;
            /** @enum {string|null} */
            state?: "requested" | "approved" | "rejected" | "backordered" | "picking" | "in_transit" | "received" | "issued" | "installed" | "returned_unused" | "closed" | null;
            technician_id?: string | null;
            technician_name: string;
            /** Format: date-time */
            unused_returned_at?: string | null;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            work_order_id?: string | null;
            work_order_no: string;
        };
        PartUnit: {
            allowed: ("stock" | "issue" | "install" | "return_unused" | "claim_doa" | "confirm_doa" | "reject_doa" | "remove" | "pretest" | "await_return" | "ship_back" | "judge" | "credit" | "charge" | "lose")[];
            attributes: {
                [key: string]: unknown;
            };
            batch?: string | null;
            /** @enum {string|null} */
            condition?: "good" | "defective" | "doa" | "suspect" | "scrap" | null;
            cost?: components["schemas"]["Money"] | null;
            /** Format: date-time */
            created_at: string;
            customer_id?: string | null;
            /** Format: date-time */
            doa_claimed_at?: string | null;
            /** Format: date-time */
            doa_confirmed_at?: string | null;
            id: string;
            imported: boolean;
            /** Format: date-time */
            installed_at?: string | null;
            /** Format: date-time */
            issued_at?: string | null;
            /** Format: date-time */
            judged_at?: string | null;
            location?: string | null;
            manufacturer_id?: string | null;
            note?: string | null;
            /** @enum {string|null} */
            owner?: "manufacturer" | "own" | "customer" | null;
            paired_serial_no?: string | null;
            part_category?: string | null;
            part_name?: string | null;
            part_no: string;
            /** Format: date-time */
            received_at?: string | null;
            /** Format: date-time */
            removed_at?: string | null;
            request_id?: string | null;
            /** Format: date-time */
            return_due_at?: string | null;
            /** @enum {string|null} */
            return_kind?: "none" | "defective" | "unused_good" | null;
            serial_no?: string | null;
            /** Format: date-time */
            shipped_back_at?: string | null;
            site_id?: string | null;
            site_name: string;
            /** @enum {string|null} */
            state?: "received" | "in_stock" | "issued" | "installed" | "returned_unused" | "doa_claimed" | "doa_confirmed" | "doa_rejected" | "removed" | "pretest" | "awaiting_return" | "shipped_back" | "judged" | "credited" | "charged" | "lost" | null;
            technician_id?: string | null;
            technician_name: string;
            /** Format: date-time */
            unused_returned_at?: string | null;
            /** Format: date-time */
            updated_at: string;
            /** @enum {string|null} */
            verdict?: "faulty" | "no_fault" | "damaged" | "mismatch" | null;
            /** Format: int64 */
            version: number;
            work_order_id?: string | null;
            work_order_no: string;
        };
        PauseInForce: {
            evidence: string;
            /** @enum {string} */
            reason: "waiting_part" | "waiting_customer" | "waiting_manufacturer" | "other";
            /** Format: date-time */
            since: string;
        };
        PauseWorkOrder: {
            evidence?: string | null;
            note?: string | null;
            /** @enum {string} */
            reason: "waiting_part" | "waiting_customer" | "waiting_manufacturer" | "other";
        };
        PeriodText: {
            from: string;
            to: string;
        };
        PlanAction: {
            /** Format: date */
            due_on: string;
            expected_change?: number | null;
            moves?: components["schemas"]["MeasuredMetric"] | null;
            owner_id?: string | null;
            /** @example 每天 17:30 核对次日预约所需备件 */
            plan: string;
        };
        PointChecks: {
            /** Format: int64 */
            conforming: number;
            quality_point: string;
            /** Format: int64 */
            required: number;
        };
        PointFigure: {
            before: components["schemas"]["PointMonth"][];
            checks: components["schemas"]["PointChecks"][];
            code: string;
            measure?: string | null;
            measure_name_en?: string | null;
            measure_name_zh?: string | null;
            measure_value?: number | null;
            metric: string;
            name_en: string;
            name_zh: string;
            now: components["schemas"]["PointMonth"];
            /** @enum {string} */
            origin: "built_in" | "changed" | "own";
            quality_points: string[];
            /** @enum {string} */
            role: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager";
            /** @enum {string} */
            source: "none" | "checks" | "metric";
            /** @enum {string} */
            state: "no_data" | "few" | "weak" | "below" | "holding";
            /** @enum {string} */
            step: "intake" | "dispatch" | "diagnosis" | "quote" | "part" | "repair" | "qc" | "delivery" | "callback";
            target: number;
            /** Format: int64 */
            version: number;
            where?: string | null;
            worst_person?: components["schemas"]["PointWorst"] | null;
            worst_site?: components["schemas"]["PointWorst"] | null;
        };
        PointList: {
            /** Format: date-time */
            as_of: string;
            /** Format: int64 */
            fresh_to: number;
            from: string;
            items: components["schemas"]["PointFigure"][];
            metric: string;
            month: string;
            taken_out: components["schemas"]["ProcessPoint"][];
            to: string;
        };
        PointMonth: {
            /** Format: int64 */
            conforming: number;
            interval?: number[] | null;
            month: string;
            /** Format: int64 */
            required: number;
            share?: number | null;
        };
        PointWorst: {
            /** Format: int64 */
            conforming: number;
            interval: number[];
            key: string;
            name: string;
            /** Format: int64 */
            required: number;
            share: number;
        };
        Position: {
            code: string;
            /** @enum {string} */
            grade: "manager" | "team_leader" | "staff";
            id: string;
            name: string;
            org_unit_id: string;
            /** Format: int64 */
            version: number;
        };
        Praise: {
            allowed: ("verify" | "forward")[];
            attributes: {
                [key: string]: unknown;
            };
            /** @enum {string|null} */
            cause?: "speed" | "quality" | "price" | "conduct" | "attitude" | "delight" | null;
            /** Format: date-time */
            created_at: string;
            customer_id?: string | null;
            employee_id?: string | null;
            employee_name: string;
            /** Format: date-time */
            forwarded_at?: string | null;
            id: string;
            imported: boolean;
            /** Format: date-time */
            received_at: string;
            site_id?: string | null;
            site_name: string;
            /** @enum {string|null} */
            source?: "customer" | "manufacturer" | "dealer" | "media" | null;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            verified_at?: string | null;
            /** Format: int64 */
            version: number;
            words?: string | null;
            work_order_id?: string | null;
            work_order_no: string;
        };
        PrepareReview: {
            /** Format: date */
            date?: string | null;
            /** @enum {string} */
            kind: "day" | "week" | "month";
            /** @example 2026-11 */
            month?: string | null;
            site_id?: string | null;
        };
        PreviewMetric: {
            by?: string[];
            /** @example 2026-10-01 */
            from: string;
            grain?: string | null;
            text: string;
            /** @example 2026-11-01 */
            to: string;
            where?: string | null;
        };
        PreviewRow: {
            /** Format: int64 */
            line: number;
            values: {
                [key: string]: unknown;
            };
        };
        Problem: {
            allowed?: string[];
            code: string;
            detail: string;
            errors?: {
                code: string;
                message: string;
                pointer: string;
            }[];
            status: number;
            title: string;
            type: string;
        };
        ProcessPoint: {
            code: string;
            measure?: string | null;
            metric: string;
            name_en: string;
            name_zh: string;
            /** @enum {string} */
            origin: "built_in" | "changed" | "own";
            quality_points: string[];
            /** @enum {string} */
            role: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager";
            /** @enum {string} */
            step: "intake" | "dispatch" | "diagnosis" | "quote" | "part" | "repair" | "qc" | "delivery" | "callback";
            target: number;
            /** Format: int64 */
            version: number;
            where?: string | null;
        };
        ProductLine: {
            code: string;
            id: string;
            manufacturer_id: string;
            name: string;
            /** Format: int64 */
            version: number;
        };
        ProfileField: {
            choices: components["schemas"]["FieldChoice"][];
            code: string;
            /** @enum {string} */
            kind: "text" | "integer" | "number" | "date" | "time" | "choice";
            /** Format: int64 */
            max_length: number;
            name_en: string;
            name_zh: string;
            required: boolean;
            synonyms: string[];
        };
        ProfileInfo: {
            code: string;
            fields: components["schemas"]["ProfileField"][];
            fixed_mapping: boolean;
            key_field: string;
            title_en: string;
            title_zh: string;
        };
        Promise: {
            /** Format: date-time */
            at?: string | null;
            /** Format: int64 */
            changes: number;
            /** Format: date-time */
            original_at?: string | null;
        };
        PromiseSuggestion: {
            /** @enum {string} */
            basis: "same_model" | "same_service" | "site_default";
            /** Format: int64 */
            n: number;
            /** Format: int64 */
            p90_ms?: number | null;
            /** Format: date-time */
            promise_at: string;
        };
        PromiseVersion: {
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            made_at: string;
            made_by: string;
            reason: string;
            told_customer: boolean;
        };
        ProposeCascade: {
            /** @example tat_attain */
            metric: string;
            /** @example 2026-11 */
            month: string;
            options?: components["schemas"]["CascadeOptions"] | null;
            /** @enum {string} */
            rule: "copy" | "share" | "budget" | "derived";
            /** @enum {string|null} */
            scope?: "company" | "site" | "unit" | "person" | null;
            scope_key?: string | null;
        };
        ProposedTarget: {
            /** @enum {string} */
            action: "set" | "change" | "propose" | "unchanged";
            difficulty: number;
            floor: number;
            label: string;
            metric: string;
            parent_key: string;
            /** @enum {string} */
            parent_scope: "company" | "site" | "unit" | "person";
            relation: string;
            /** @enum {string|null} */
            role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            stretch: number;
            target: number;
            volume: number;
        };
        ProposeInvalid: {
            /** @example 已电话说明 */
            note?: string | null;
            /** @example 与本站无关 */
            reason: string;
        };
        PutGrid: {
            kpis?: components["schemas"]["GridKpi"][];
            /** @example 2026-12 */
            month: string;
            reason: string;
        };
        PutMapping: {
            mapping: components["schemas"]["Mapping"];
            /** Format: int64 */
            max_rejects?: number | null;
        };
        QualityRecord: {
            entry?: string | null;
            id: string;
            kind: string;
            no: string;
            /** Format: date-time */
            occurred_at?: string | null;
            /** Format: date-time */
            recorded_at?: string | null;
        };
        QualityRecordPage: {
            items: components["schemas"]["QualityRecord"][];
            next_cursor?: string | null;
            /** Format: int64 */
            total_estimate: number;
        };
        ReadNotifications: {
            /** Format: int64 */
            read: number;
        };
        ReassignAlert: {
            /** @example 已联系客户改约 */
            note?: string | null;
            owner_id: string;
        };
        ReceiveComplaint: {
            accused_id?: string | null;
            /** @enum {string|null} */
            cause?: "speed" | "quality" | "price" | "conduct" | "attitude" | "delight" | null;
            customer_id?: string | null;
            deputy_id?: string | null;
            /** @example 修好后三天又坏 */
            description: string;
            /** @enum {string|null} */
            grade?: "minor" | "major" | "severe" | null;
            /** Format: date-time */
            received_at?: string | null;
            /** @example 退还人工费 */
            remedy_sought?: string | null;
            site_id?: string | null;
            /** @enum {string} */
            source: "customer" | "manufacturer" | "dealer" | "regulator" | "media";
            tracker_id: string;
            work_order_id?: string | null;
        };
        ReceivePraise: {
            /** @enum {string|null} */
            cause?: "speed" | "quality" | "price" | "conduct" | "attitude" | "delight" | null;
            customer_id?: string | null;
            employee_id?: string | null;
            /** Format: date-time */
            received_at?: string | null;
            site_id?: string | null;
            /** @enum {string|null} */
            source?: "customer" | "manufacturer" | "dealer" | "media" | null;
            /** @example 师傅很耐心，还帮忙备份了数据 */
            words: string;
            work_order_id?: string | null;
        };
        RecordsBehind: {
            from: string;
            metric: string;
            parts: string[];
            to: string;
            where: string;
        };
        RejectedRow: {
            /** Format: int64 */
            line: number;
            problems: components["schemas"]["RowProblem"][];
            row: string;
        };
        ReliabilityStep: {
            came_true?: number | null;
            from: number;
            /** Format: int64 */
            n: number;
            said?: number | null;
            to: number;
        };
        ReopenMonth: {
            month: string;
            /** @example 漏记运费 */
            reason: string;
        };
        ReopenWorkOrder: {
            note?: string | null;
            reason: string;
        };
        RepromiseWorkOrder: {
            note?: string | null;
            /** Format: date-time */
            promise_at: string;
            reason: string;
            told_customer: boolean;
        };
        RequestQuote: {
            amount?: components["schemas"]["Money"] | null;
            note?: string | null;
        };
        ResetPassword: {
            /** @example correct horse */
            password: string;
        };
        Rest: {
            at_least?: number | null;
            at_most?: number | null;
            out_of_reach: boolean;
            records: string;
            records_so_far: number;
            records_to_come: number;
            target: number;
        };
        Review: {
            allowed: ("regenerate" | "decide" | "hold" | "sign")[];
            /** Format: date-time */
            as_of: string;
            attendance: components["schemas"]["Attendant"][];
            /** Format: int64 */
            decisions: number;
            /** Format: date */
            from: string;
            /** Format: date */
            held_on?: string | null;
            id: string;
            /** @enum {string} */
            kind: "day" | "week" | "month";
            notes: string;
            pack: components["schemas"]["ReviewPack"];
            /** Format: date-time */
            signed_at?: string | null;
            signed_by?: string | null;
            site_id?: string | null;
            site_name: string;
            /** @enum {string} */
            state: "prepared" | "held" | "signed";
            taken: components["schemas"]["ReviewDecision"][];
            /** Format: date */
            to: string;
            /** Format: int64 */
            version: number;
        };
        ReviewDecision: {
            action_id?: string | null;
            action_no: string;
            /** Format: date */
            due_on?: string | null;
            id: string;
            outcome: string;
            overdue: boolean;
            owner_id: string;
            owner_name: string;
            /** Format: date */
            review_day: string;
            review_id: string;
            /** @enum {string} */
            review_kind: "day" | "week" | "month";
            /** @enum {string} */
            state: "open" | "done" | "dropped";
            text: string;
            /** Format: int64 */
            version: number;
        };
        ReviewFigure: {
            before?: number | null;
            better: string;
            interval?: number[] | null;
            metric: string;
            /** Format: int64 */
            n: number;
            name_en: string;
            name_zh: string;
            on_target?: boolean | null;
            provisional: boolean;
            target?: number | null;
            unit: string;
            value?: number | null;
        };
        ReviewLine: {
            /** Format: date-time */
            at?: string | null;
            chance?: number | null;
            id: string;
            kind: string;
            metric?: string | null;
            no: string;
            owner_id?: string | null;
            owner_name: string;
            /** @enum {string|null} */
            scope?: "company" | "site" | "unit" | "person" | null;
            scope_key: string;
            scope_label: string;
            target?: number | null;
            title_en: string;
            title_zh: string;
            value?: number | null;
        };
        ReviewPack: {
            agenda: components["schemas"]["AgendaItem"][];
            /** Format: date-time */
            as_of: string;
            due_checks: components["schemas"]["EffectCheck"][];
            exceptions: components["schemas"]["ReviewLine"][];
            figures: components["schemas"]["ReviewFigure"][];
            /** Format: date */
            from: string;
            last_decisions: components["schemas"]["ReviewDecision"][];
            open_decisions: components["schemas"]["ReviewDecision"][];
            open_findings: components["schemas"]["FindingRow"][];
            overdue_actions: components["schemas"]["ImprovementActionRow"][];
            overdue_work: components["schemas"]["ReviewLine"][];
            paretos: components["schemas"]["ReviewPareto"][];
            /** Format: date */
            to: string;
        };
        ReviewPareto: {
            dimension: string;
            /** Format: date */
            from: string;
            items: components["schemas"]["ParetoItem"][];
            metric: string;
            name_en: string;
            name_zh: string;
            /** Format: date */
            to: string;
        };
        ReviewRow: {
            /** Format: date-time */
            as_of: string;
            /** Format: int64 */
            decisions: number;
            /** Format: date */
            from: string;
            /** Format: date */
            held_on?: string | null;
            id: string;
            /** @enum {string} */
            kind: "day" | "week" | "month";
            /** Format: date-time */
            signed_at?: string | null;
            signed_by?: string | null;
            site_id?: string | null;
            site_name: string;
            /** @enum {string} */
            state: "prepared" | "held" | "signed";
            /** Format: date */
            to: string;
            /** Format: int64 */
            version: number;
        };
        Ripened: {
            records: number;
            value: number;
        };
        RoleInfo: {
            /** @enum {string} */
            code: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager";
            permissions: string[];
            /** @enum {string} */
            scope: "own" | "team" | "site" | "tenant" | "dealer" | "manufacturer";
        };
        RoleSum: {
            /** Format: int64 */
            kpis: number;
            /** Format: int64 */
            people: number;
            /** @enum {string} */
            role: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager";
            sum: number;
        };
        RowProblem: {
            code: string;
            field: string;
            message: string;
        };
        SalesLine: {
            amount: components["schemas"]["Money"];
            attributes: {
                [key: string]: unknown;
            };
            cost?: components["schemas"]["Money"] | null;
            /** Format: date-time */
            created_at: string;
            customer_id?: string | null;
            id: string;
            imported: boolean;
            manufacturer_id?: string | null;
            note?: string | null;
            product: string;
            /** Format: int64 */
            quantity?: number | null;
            /** Format: date-time */
            recognised_at?: string | null;
            /** Format: date-time */
            refunded_at?: string | null;
            seller_id?: string | null;
            seller_name: string;
            service_product?: boolean | null;
            site_id?: string | null;
            site_name: string;
            /** Format: date-time */
            sold_at: string;
            technician_id?: string | null;
            technician_name: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            work_order_id?: string | null;
            work_order_no: string;
        };
        SalesQuota: {
            amount: components["schemas"]["Money"];
            id: string;
            imported: boolean;
            /** Format: date */
            month: string;
            /** Format: date-time */
            period_at?: string | null;
            seller_id?: string | null;
            seller_name: string;
            site_id: string;
            site_name: string;
            /** Format: int64 */
            version: number;
        };
        SatisfactionFlow: {
            /** Format: date-time */
            as_of: string;
            /** Format: int64 */
            fresh_to: number;
            months: components["schemas"]["FlowMonth"][];
        };
        ScheduleWorkOrder: {
            /** Format: date-time */
            from: string;
            note?: string | null;
            /** Format: date-time */
            to: string;
        };
        Scorecard: {
            /** Format: date-time */
            as_of: string;
            closed: boolean;
            coefficient: number;
            expected_score?: number | null;
            grace: boolean;
            label: string;
            /** Format: int64 */
            least_n?: number | null;
            month: string;
            /** @enum {string|null} */
            role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
            rows: components["schemas"]["CardRow"][];
            running: boolean;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            score?: number | null;
            spread: number;
            sum?: number | null;
            veto_cases: components["schemas"]["CaseRef"][];
            vetoed: boolean;
            violation_points?: number | null;
            /** @enum {string} */
            weights_from: "role" | "manager" | "supervisor" | "members";
        };
        ScorecardLine: {
            coefficient: number;
            expected_score?: number | null;
            grace: boolean;
            label: string;
            /** Format: int64 */
            least_n?: number | null;
            /** Format: int64 */
            needed_to_rank?: number | null;
            /** Format: int64 */
            rank?: number | null;
            /** @enum {string|null} */
            role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            score?: number | null;
            spread: number;
            sum?: number | null;
            vetoed: boolean;
            /** @enum {string} */
            weights_from: "role" | "manager" | "supervisor" | "members";
        };
        Session: {
            csrf_token: string;
            /** Format: date-time */
            expires_at?: string | null;
            permissions: string[];
            /** @enum {string} */
            scope: "own" | "team" | "site" | "tenant" | "dealer" | "manufacturer";
            site_ids: string[];
            tenant: components["schemas"]["SessionTenant"];
            user: components["schemas"]["SessionUser"];
        };
        SessionTenant: {
            code: string;
            name: string;
        };
        SessionUser: {
            display_name: string;
            employee_id?: string | null;
            expert_mode: boolean;
            id: string;
            /** @enum {string} */
            locale: "zh" | "en";
            login: string;
            roles: ("administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager")[];
            /** @enum {string} */
            theme: "system" | "light" | "dark";
        };
        SetBonusRule: {
            additions?: components["schemas"]["CaseAmount"][];
            bases?: components["schemas"]["BonusBase"][];
            cap?: components["schemas"]["Money"] | null;
            /** @enum {string} */
            curve: "steps" | "linear";
            deductions?: components["schemas"]["CaseAmount"][];
            points?: components["schemas"]["FactorPoint"][];
            /** @example 10 月 12 日的投诉已判不成立 */
            reason: string;
            /** Format: int64 */
            silent_days: number;
            unscored_factor: number;
            /** @example 2026-11 */
            valid_from: string;
        };
        SetExpectation: {
            id?: string | null;
            /** @enum {string} */
            kind: "need" | "expectation";
            text: string;
            /** @enum {string|null} */
            verdict?: "open" | "met" | "not_met" | "exceeded" | null;
        };
        SetExpectations: {
            expectations?: components["schemas"]["SetExpectation"][];
        };
        SetMention: {
            dingtalk_user?: string | null;
            /** @example ou_7d8a6e6df7621556ce0d21922b676706 */
            feishu_user?: string | null;
            /** @example lin.xiao */
            wecom_user?: string | null;
        };
        SetSafetyLevel: {
            /** @example 01AV430 */
            part_no: string;
            /** Format: int64 */
            safety: number;
            site_id: string;
        };
        SetTarget: {
            /** @example 0.9 */
            floor: number;
            /** @example csat_rate */
            metric: string;
            /** @example 2026-11 */
            month: string;
            reason?: string | null;
            /**
             * @example site
             * @enum {string|null}
             */
            scope?: "company" | "site" | "unit" | "person" | null;
            scope_key?: string | null;
            /** @example 0.98 */
            stretch: number;
            /** @example 0.95 */
            target: number;
        };
        SettleDecision: {
            outcome?: string | null;
        };
        SheetNow: {
            difference: components["schemas"]["Money"];
            differs: boolean;
            factor: number;
            lines: components["schemas"]["BonusLine"][];
            score?: number | null;
            total: components["schemas"]["Money"];
        };
        SheetRow: {
            better: string;
            contribution: number;
            floor?: number | null;
            high?: number | null;
            low?: number | null;
            /** @enum {string} */
            measured_at: "own" | "unit" | "site" | "company";
            metric: string;
            /** Format: int64 */
            n: number;
            points?: number | null;
            scored_weight: number;
            /** @enum {string} */
            source: "live" | "frozen";
            /** @enum {string} */
            standing: "scored" | "no_data" | "no_target" | "unknown";
            stretch?: number | null;
            target?: number | null;
            unit: string;
            value?: number | null;
            weight: number;
        };
        SignEffect: {
            /** @enum {string} */
            decision: "effective" | "not_effective";
            /** @example 同期搬迁影响了数据 */
            reason?: string | null;
        };
        Site: {
            address: string;
            calendar_id?: string | null;
            code: string;
            /** @enum {string} */
            dispatch_by: "tech_supervisor" | "info_supervisor" | "info_clerk";
            id: string;
            name: string;
            phone: string;
            region: string;
            /** @enum {string} */
            state: "active" | "closed";
            time_zone: string;
            /** Format: int64 */
            version: number;
        };
        SmartGateAnswer: {
            acceptable: components["schemas"]["GateAcceptable"];
            measurable: components["schemas"]["GateMeasurable"];
            realistic: components["schemas"]["GateRealistic"];
            specific: components["schemas"]["GateSpecific"];
            target: components["schemas"]["Target"];
            timed: components["schemas"]["GateTimed"];
        };
        StartAction: {
            /** Format: date */
            started_on?: string | null;
        };
        StartFromTemplate: {
            /** @example 2026-12 */
            month: string;
            /** @enum {string} */
            origin: "original" | "recommended" | "own";
            reason?: string | null;
        };
        StartSession: {
            /** @example luo.min */
            login: string;
            /** @example correct horse */
            password: string;
            /** @example north */
            tenant?: string | null;
        };
        StateCount: {
            /** Format: int64 */
            count: number;
            /** @enum {string} */
            state: "draft" | "accepted" | "in_transit" | "received" | "dispatched" | "contacted" | "scheduled" | "travelling" | "arrived" | "diagnosing" | "quoting" | "approved" | "declined" | "waiting_part" | "repairing" | "qc" | "ready" | "shipped" | "unrepairable" | "exchange" | "delivered" | "closed" | "cancelled";
        };
        StepAlert: {
            /** @example 已联系客户改约 */
            note?: string | null;
        };
        StepComplaint: {
            /** @example 已电话说明 */
            note?: string | null;
        };
        StepEscalation: {
            resolver_id?: string | null;
        };
        StepPartRequest: {
            /** Format: date-time */
            at?: string | null;
            keeper_id?: string | null;
            /** Format: date-time */
            promised_at?: string | null;
        };
        StepPartUnit: {
            /** Format: date-time */
            at?: string | null;
            batch?: string | null;
            technician_id?: string | null;
            /** @enum {string|null} */
            verdict?: "faulty" | "no_fault" | "damaged" | "mismatch" | null;
            work_order_id?: string | null;
        };
        StepViolation: {
            /**
             * Format: int64
             * @example 3
             */
            points?: number | null;
            /** @enum {string|null} */
            severity?: "minor" | "major" | "severe" | null;
            /** @example 有客户签字的报价单 */
            text?: string | null;
        };
        StockLine: {
            below: boolean;
            /** Format: int64 */
            coming: number;
            /** Format: date-time */
            next_arrival?: string | null;
            /** Format: int64 */
            on_hand: number;
            part_name: string;
            part_no: string;
            /** Format: int64 */
            safety?: number | null;
            site_id: string;
            site_name: string;
            /** Format: int64 */
            version?: number | null;
        };
        SubmitPlan: {
            /** @example 已电话说明 */
            note?: string | null;
            /** @example 更换主板并延保三个月 */
            plan: string;
        };
        SurveyAnswer: {
            /** @enum {string|null} */
            answer_class?: "very_satisfied" | "satisfied" | "neutral" | "dissatisfied" | null;
            /** Format: date-time */
            answered_at?: string | null;
            /** Format: date-time */
            attempted_at?: string | null;
            attributes: {
                [key: string]: unknown;
            };
            /** Format: int64 */
            call_ms?: number | null;
            clerk_id?: string | null;
            clerk_name: string;
            coached?: boolean | null;
            complained?: boolean | null;
            /** Format: date-time */
            created_at: string;
            customer_id?: string | null;
            /** @enum {string|null} */
            dimension?: "speed" | "quality" | "price" | "conduct" | "attitude" | "delight" | null;
            /** Format: date-time */
            due_at?: string | null;
            id: string;
            imported: boolean;
            /** @enum {string} */
            kind: "customer" | "dealer" | "employee";
            /** Format: int64 */
            nps?: number | null;
            /** @enum {string|null} */
            questionnaire?: "own" | "manufacturer" | null;
            /** Format: date-time */
            reached_at?: string | null;
            /** @enum {string|null} */
            result?: "open" | "completed" | "unreachable" | "refused" | "invalid_number" | "expired" | null;
            site_id?: string | null;
            site_name: string;
            team?: string | null;
            /** Format: date-time */
            updated_at: string;
            valid?: boolean | null;
            verbatim?: string | null;
            /** Format: int64 */
            version: number;
            work_order_id?: string | null;
            work_order_no: string;
        };
        SuspectViolation: {
            customer_id?: string | null;
            employee_id?: string | null;
            /** @example 收费高于价目表 80 元 */
            evidence?: string | null;
            /** Format: date-time */
            happened_at?: string | null;
            money?: components["schemas"]["Money"] | null;
            /**
             * Format: int64
             * @example 3
             */
            points?: number | null;
            /** @enum {string|null} */
            severity?: "minor" | "major" | "severe" | null;
            site_id?: string | null;
            /** @enum {string|null} */
            source?: "detector" | "audit" | "customer" | "manufacturer" | null;
            /** @enum {string} */
            type: "fictitious_item" | "exaggerated_item" | "forged_item" | "concealed_damage" | "false_faulty_part" | "swapped_good_part" | "misused_trademark" | "overcharge" | "charged_in_warranty" | "no_receipt" | "false_order" | "false_signature" | "parts_trading" | "data_leak" | "other";
            work_order_id?: string | null;
        };
        SweepNow: {
            /** @enum {string|null} */
            scope?: "quick" | "daily" | "all" | null;
        };
        SweepReport: {
            /** Format: int64 */
            held_back: number;
            /** Format: int64 */
            kept: number;
            /** Format: int64 */
            raised: number;
            /** Format: int64 */
            resolved: number;
            /** @enum {string} */
            scope: "quick" | "daily" | "all";
            unanswered: ("endangered_metric" | "appointment" | "promise" | "turnaround" | "part_unsigned" | "part_circulating" | "stock_low" | "complaint_unsolved" | "complaint_plan" | "late_callback" | "work_in_progress" | "control_signal" | "silent_record")[];
        };
        Target: {
            /** @enum {string} */
            acceptance: "waiting" | "accepted" | "negotiating";
            better: string;
            floor: number;
            id: string;
            label: string;
            locked: boolean;
            metric: string;
            month: string;
            name_en: string;
            name_zh: string;
            parent_id?: string | null;
            pending_id?: string | null;
            relation: string;
            /** @enum {string|null} */
            rule?: "typed" | "copied" | "copy" | "share" | "budget" | "derived" | null;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            /** @enum {string} */
            set_by: "typed" | "copied" | "copy" | "share" | "budget" | "derived";
            stretch: number;
            target: number;
            unit: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            volume?: number | null;
        };
        TargetAnswer: {
            /** @enum {string} */
            acceptance: "waiting" | "accepted" | "negotiating";
            /** Format: date-time */
            answered_at: string;
            answered_by: string;
            floor?: number | null;
            note: string;
            stretch?: number | null;
            target?: number | null;
            /** Format: int64 */
            target_version: number;
        };
        TargetChange: {
            /** Format: date-time */
            decided_at?: string | null;
            decided_by?: string | null;
            decision_note: string;
            floor: number;
            id: string;
            label: string;
            metric: string;
            month: string;
            now_floor: number;
            now_stretch: number;
            now_target: number;
            /** Format: date-time */
            proposed_at: string;
            proposed_by: string;
            reason: string;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            /** @enum {string} */
            state: "pending" | "approved" | "rejected";
            stretch: number;
            target: number;
            target_id: string;
            /** Format: int64 */
            version: number;
        };
        TargetMonth: {
            locked: boolean;
            /** Format: date-time */
            locked_at?: string | null;
            locked_by?: string | null;
            month: string;
            /** Format: int64 */
            targets: number;
        };
        TargetPart: {
            floor: number;
            part: string;
            share: number;
            stretch: number;
            target: number;
        };
        TargetVersion: {
            /** Format: date-time */
            approved_at?: string | null;
            approved_by?: string | null;
            floor: number;
            reason: string;
            /** @enum {string} */
            set_by: "typed" | "copied" | "copy" | "share" | "budget" | "derived";
            stretch: number;
            target: number;
            /** Format: int64 */
            version: number;
            /** Format: date-time */
            written_at: string;
            written_by: string;
        };
        TargetWithHistory: {
            /** @enum {string} */
            acceptance: "waiting" | "accepted" | "negotiating";
            better: string;
            changes: components["schemas"]["TargetChange"][];
            floor: number;
            history: components["schemas"]["TargetVersion"][];
            id: string;
            label: string;
            locked: boolean;
            metric: string;
            month: string;
            name_en: string;
            name_zh: string;
            parent_id?: string | null;
            parts: components["schemas"]["TargetPart"][];
            pending_id?: string | null;
            relation: string;
            /** @enum {string|null} */
            rule?: "typed" | "copied" | "copy" | "share" | "budget" | "derived" | null;
            /** @enum {string} */
            scope: "company" | "site" | "unit" | "person";
            scope_key: string;
            /** @enum {string} */
            set_by: "typed" | "copied" | "copy" | "share" | "budget" | "derived";
            stretch: number;
            target: number;
            unit: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            volume?: number | null;
        };
        TimelineEntry: {
            actor_name: string;
            /** Format: date-time */
            at: string;
            data: {
                [key: string]: unknown;
            };
            day_only: boolean;
            kind: string;
            note: string;
            record?: components["schemas"]["TimelineRecord"] | null;
            /** Format: int64 */
            seq?: number | null;
        };
        TimelineRecord: {
            id: string;
            kind: string;
            no?: string | null;
        };
        TransferWorkOrder: {
            note?: string | null;
            site_id: string;
        };
        TrendPoint: {
            /** Format: date */
            day: string;
            value?: number | null;
        };
        UsedDefinition: {
            manufacturer: string;
            period: components["schemas"]["PeriodText"];
            /** Format: int64 */
            version: number;
        };
        User: {
            /** Format: date-time */
            created_at: string;
            dealer_id?: string | null;
            display_name: string;
            employee_id?: string | null;
            expert_mode: boolean;
            id: string;
            /** Format: date-time */
            last_login_at?: string | null;
            /** @enum {string} */
            locale: "zh" | "en";
            login: string;
            manufacturer_id?: string | null;
            roles: ("administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager")[];
            site_ids: string[];
            /** @enum {string} */
            state: "active" | "disabled";
            /** @enum {string} */
            theme: "system" | "light" | "dark";
            /** Format: int64 */
            version: number;
        };
        Violation: {
            allowed: ("review" | "confirm" | "dismiss" | "appeal" | "uphold" | "overturn" | "correct" | "archive")[];
            appeal?: string | null;
            attributes: {
                [key: string]: unknown;
            };
            confirmed?: boolean | null;
            /** Format: date-time */
            created_at: string;
            customer_id?: string | null;
            employee_id?: string | null;
            employee_name: string;
            evidence?: string | null;
            /** Format: date-time */
            final_at?: string | null;
            /** Format: date-time */
            found_at?: string | null;
            /** Format: date-time */
            happened_at: string;
            id: string;
            imported: boolean;
            money?: components["schemas"]["Money"] | null;
            /** Format: int64 */
            points?: number | null;
            /** @enum {string|null} */
            severity?: "minor" | "major" | "severe" | null;
            site_id?: string | null;
            site_name: string;
            /** @enum {string|null} */
            source?: "detector" | "audit" | "customer" | "manufacturer" | null;
            /** @enum {string|null} */
            state?: "suspected" | "reviewing" | "confirmed" | "dismissed" | "appealed" | "final" | "corrected" | "archived" | null;
            /** @enum {string} */
            type: "fictitious_item" | "exaggerated_item" | "forged_item" | "concealed_damage" | "false_faulty_part" | "swapped_good_part" | "misused_trademark" | "overcharge" | "charged_in_warranty" | "no_receipt" | "false_order" | "false_signature" | "parts_trading" | "data_leak" | "other";
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            work_order_id?: string | null;
            work_order_no: string;
        };
        WaitPart: {
            note?: string | null;
            /** Format: date-time */
            part_promised_at?: string | null;
        };
        WorkDay: {
            /** Format: int64 */
            available_min: number;
            /** Format: date */
            day: string;
            /** Format: date-time */
            day_at?: string | null;
            employee_id: string;
            employee_name: string;
            id: string;
            org_unit_id?: string | null;
            /** Format: int64 */
            productive_min: number;
            /** @enum {string|null} */
            role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
            site_id?: string | null;
            /** Format: int64 */
            version: number;
        };
        WorkOrder: {
            /** Format: date-time */
            accepted_at?: string | null;
            accessories: string[];
            age_years?: number | null;
            appearance: string;
            /** Format: int64 */
            appointment_version: number;
            /** Format: date-time */
            appt_from?: string | null;
            /** Format: date-time */
            appt_to?: string | null;
            /** Format: date-time */
            arrived_at?: string | null;
            asset_id?: string | null;
            attributes: {
                [key: string]: unknown;
            };
            brand: string;
            /** @enum {string|null} */
            cancel_reason?: "customer_withdrew" | "duplicate" | "test" | "no_contact" | "quote_declined" | "other" | null;
            /** Format: date-time */
            cancelled_at?: string | null;
            category: string;
            /** @enum {string} */
            channel: "counter" | "phone" | "wechat" | "web" | "email" | "manufacturer" | "dealer" | "import" | "other";
            /** Format: date-time */
            closed_at?: string | null;
            contact_id?: string | null;
            contact_name: string;
            contact_phone: string;
            /** Format: date-time */
            created_at: string;
            customer_id?: string | null;
            customer_name: string;
            /** Format: date-time */
            customer_notified_at?: string | null;
            /** @enum {string} */
            data_handling: "keep" | "may_erase" | "none";
            /** @enum {string} */
            date_precision: "instant" | "day";
            /** Format: date-time */
            delivered_at?: string | null;
            /** Format: date-time */
            diagnosed_at?: string | null;
            /** Format: date-time */
            dispatched_at?: string | null;
            /** Format: int64 */
            escalation_level: number;
            expectations: components["schemas"]["Expectation"][];
            fault_code_id?: string | null;
            fault_code_name: string;
            /** Format: date-time */
            first_appt_from?: string | null;
            /** Format: date-time */
            first_appt_to?: string | null;
            /** Format: date-time */
            first_closed_at?: string | null;
            /** Format: date-time */
            first_contacted_at?: string | null;
            /** Format: date-time */
            first_delivered_at?: string | null;
            followed_by?: string | null;
            followed_by_no: string;
            id: string;
            imported: boolean;
            main_way: ("draft" | "accepted" | "in_transit" | "received" | "dispatched" | "contacted" | "scheduled" | "travelling" | "arrived" | "diagnosing" | "quoting" | "approved" | "declined" | "waiting_part" | "repairing" | "qc" | "ready" | "shipped" | "unrepairable" | "exchange" | "delivered" | "closed" | "cancelled")[];
            manufacturer_name: string;
            manufacturer_no: string;
            model_id?: string | null;
            model_name: string;
            no: string;
            /** @enum {string} */
            outcome: "unknown" | "repaired" | "repairable" | "unrepairable";
            outcome_barrier: string;
            /** Format: date-time */
            part_available_at?: string | null;
            /** Format: date-time */
            part_promised_at?: string | null;
            /** Format: date-time */
            part_requested_at?: string | null;
            pause?: components["schemas"]["PauseInForce"] | null;
            paused: boolean;
            price_limit?: components["schemas"]["Money"] | null;
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "urgent";
            product_line_name: string;
            promise: components["schemas"]["Promise"];
            promises: components["schemas"]["PromiseVersion"][];
            /** Format: int64 */
            qc_failures: number;
            /** Format: date-time */
            qc_passed_at?: string | null;
            quote_amount?: components["schemas"]["Money"] | null;
            /** Format: date-time */
            quote_decided_at?: string | null;
            /** @enum {string} */
            quote_decision: "none" | "asked" | "approved" | "declined";
            /** Format: date-time */
            quote_sent_at?: string | null;
            /** Format: date-time */
            received_at?: string | null;
            /** Format: int64 */
            reopen_count: number;
            /** Format: date-time */
            reopened_at?: string | null;
            /** Format: date-time */
            repair_started_at?: string | null;
            /** Format: date-time */
            repaired_at?: string | null;
            repeat_of?: string | null;
            repeat_of_no: string;
            /** Format: date-time */
            requested_at?: string | null;
            serial_no: string;
            /** @enum {string} */
            service_type: "carry_in" | "mail_in" | "onsite" | "remote";
            /** Format: date-time */
            shipped_at?: string | null;
            site_id: string;
            site_name: string;
            source: string;
            source_id: string;
            /** @enum {string} */
            state: "draft" | "accepted" | "in_transit" | "received" | "dispatched" | "contacted" | "scheduled" | "travelling" | "arrived" | "diagnosing" | "quoting" | "approved" | "declined" | "waiting_part" | "repairing" | "qc" | "ready" | "shipped" | "unrepairable" | "exchange" | "delivered" | "closed" | "cancelled";
            symptom_text: string;
            technician_id?: string | null;
            technician_name: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            /** Format: int64 */
            visits: number;
            /** @enum {string} */
            warranty: "in_warranty" | "out_of_warranty" | "unknown";
            warranty_evidence: string;
        };
        WorkOrderRow: {
            /** Format: date-time */
            accepted_at?: string | null;
            asset_id?: string | null;
            brand: string;
            category: string;
            /** Format: date-time */
            closed_at?: string | null;
            /** Format: date-time */
            created_at: string;
            customer_id?: string | null;
            customer_name: string;
            /** Format: date-time */
            customer_notified_at?: string | null;
            /** Format: date-time */
            delivered_at?: string | null;
            /** Format: int64 */
            escalation_level: number;
            id: string;
            imported: boolean;
            manufacturer_name: string;
            model_name: string;
            no: string;
            /** @enum {string} */
            outcome: "unknown" | "repaired" | "repairable" | "unrepairable";
            paused: boolean;
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "urgent";
            promise: components["schemas"]["Promise"];
            repeat_of?: string | null;
            serial_no: string;
            /** @enum {string} */
            service_type: "carry_in" | "mail_in" | "onsite" | "remote";
            site_id: string;
            site_name: string;
            /** @enum {string} */
            state: "draft" | "accepted" | "in_transit" | "received" | "dispatched" | "contacted" | "scheduled" | "travelling" | "arrived" | "diagnosing" | "quoting" | "approved" | "declined" | "waiting_part" | "repairing" | "qc" | "ready" | "shipped" | "unrepairable" | "exchange" | "delivered" | "closed" | "cancelled";
            symptom_text: string;
            technician_id?: string | null;
            technician_name: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            /** @enum {string} */
            warranty: "in_warranty" | "out_of_warranty" | "unknown";
        };
        WorkOrderRule: {
            /** @enum {string} */
            basis: "wall" | "business";
            /** Format: int64 */
            business_limit_ms: number;
            /** Format: int64 */
            customer_limit_ms: number;
            manufacturer_id?: string | null;
            /** Format: int64 */
            manufacturer_limit_ms: number;
            /** Format: int64 */
            repeat_window_days: number;
            /** @enum {string} */
            starts_at: "requested" | "accepted" | "dispatched" | "received" | "part_available";
            stops_in_evidenced_pauses: boolean;
        };
        WorkPeriod: {
            /** @example 18:00 */
            close: string;
            /** @example 09:00 */
            open: string;
            /**
             * Format: int64
             * @example 1
             */
            weekday: number;
        };
        WritePoint: {
            /** @example part_eta_keep */
            measure?: string | null;
            /** @example Pre-diagnosis before the visit */
            name_en: string;
            /** @example 上门前预诊断 */
            name_zh: string;
            quality_points?: string[];
            /** @enum {string} */
            role: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager";
            /** @enum {string} */
            step: "intake" | "dispatch" | "diagnosis" | "quote" | "part" | "repair" | "qc" | "delivery" | "callback";
            /** @example 0.95 */
            target?: number | null;
            where?: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_alert_mentions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsMention"];
                };
            };
        };
    };
    put_alert_mentions_employee_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                employee_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SetMention"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mention"];
                };
            };
        };
    };
    get_alert_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsAlertRule"];
                };
            };
        };
    };
    put_alert_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeAlertRules"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsAlertRule"];
                };
            };
        };
    };
    get_alerts: {
        parameters: {
            query?: {
                cursor?: string | null;
                kind?: ("endangered_metric" | "appointment" | "promise" | "turnaround" | "part_unsigned" | "part_circulating" | "stock_low" | "complaint_unsolved" | "complaint_plan" | "late_callback" | "work_in_progress" | "control_signal" | "silent_record")[];
                limit?: number | null;
                open?: boolean | null;
                owner?: "me" | null;
                owner_id?: string | null;
                severity?: ("info" | "warning" | "severe")[];
                site_id?: string | null;
                state?: ("raised" | "acknowledged" | "acting" | "resolved" | "dismissed")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAlert"];
                };
            };
        };
    };
    get_alerts_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    post_alerts_id_acknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepAlert"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    post_alerts_id_act: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepAlert"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    post_alerts_id_dismiss: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissAlert"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    post_alerts_id_reassign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReassignAlert"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    post_alerts_id_resolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepAlert"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    get_alerts_summary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertSummary"];
                };
            };
        };
    };
    post_alerts_sweep: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SweepNow"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepReport"];
                };
            };
        };
    };
    get_assets: {
        parameters: {
            query?: {
                cursor?: string | null;
                customer_id?: string | null;
                limit?: number | null;
                model_id?: string | null;
                q?: string | null;
                state?: "registered" | "in_use" | "in_repair" | "exchanged" | "scrapped" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAsset"];
                };
            };
        };
    };
    post_assets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAsset"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
        };
    };
    get_assets_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
        };
    };
    patch_assets_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeAsset"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
        };
    };
    post_assets_id_entitlements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddEntitlement"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
        };
    };
    get_assets_id_work_orders: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageWorkOrderRow"];
                };
            };
        };
    };
    get_assets_export: {
        parameters: {
            query?: {
                cursor?: string | null;
                customer_id?: string | null;
                format?: "csv" | "xlsx" | null;
                lang?: string | null;
                limit?: number | null;
                model_id?: string | null;
                q?: string | null;
                state?: "registered" | "in_use" | "in_repair" | "exchanged" | "scrapped" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_assets_lookup: {
        parameters: {
            query: {
                serial_no: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
        };
    };
    get_bonus_months: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsBonusMonth"];
                };
            };
        };
    };
    post_bonus_months_month_lock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BonusMonth"];
                };
            };
        };
    };
    get_bonus_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsBonusRule"];
                };
            };
        };
    };
    post_bonus_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetBonusRule"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BonusRule"];
                };
            };
        };
    };
    get_bonus_sheets: {
        parameters: {
            query?: {
                cursor?: string | null;
                employee_id?: string | null;
                limit?: number | null;
                month?: string | null;
                site_id?: string | null;
                state?: ("draft" | "sent" | "confirmed" | "appealed" | "decided" | "approved" | "paid")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageBonusSheetRow"];
                };
            };
        };
    };
    get_bonus_sheets_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BonusSheet"];
                };
            };
        };
    };
    post_bonus_sheets_id_appeal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppealSheet"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BonusSheet"];
                };
            };
        };
    };
    post_bonus_sheets_id_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BonusSheet"];
                };
            };
        };
    };
    post_bonus_sheets_id_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BonusSheet"];
                };
            };
        };
    };
    post_bonus_sheets_id_correct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectSheet"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BonusSheet"];
                };
            };
        };
    };
    post_bonus_sheets_id_decide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideSheet"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BonusSheet"];
                };
            };
        };
    };
    post_bonus_sheets_id_send: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BonusSheet"];
                };
            };
        };
    };
    post_bonus_sheets_compute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ComputeBonus"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComputedBonus"];
                };
            };
        };
    };
    get_bonus_sheets_export: {
        parameters: {
            query: {
                format?: "csv" | "xlsx" | null;
                month: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_calendars: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCalendar"];
                };
            };
        };
    };
    post_calendars: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCalendar"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calendar"];
                };
            };
        };
    };
    get_calendars_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calendar"];
                };
            };
        };
    };
    patch_calendars_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeCalendar"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calendar"];
                };
            };
        };
    };
    get_chains: {
        parameters: {
            query: {
                id: string;
                kind: "work_order" | "complaint" | "record" | "idea" | "metric" | "target" | "forecast" | "signal" | "alert" | "review" | "decision" | "finding" | "action" | "effect_check";
                scope?: "company" | "site" | "unit" | "person" | null;
                scope_key?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementChain"];
                };
            };
        };
    };
    get_checks: {
        parameters: {
            query?: {
                cursor?: string | null;
                employee_id?: string | null;
                from?: string | null;
                kind?: ("conduct" | "process" | "photo" | "mystery" | "audit")[];
                limit?: number | null;
                quality_point?: string | null;
                result?: ("pass" | "fail" | "not_applicable")[];
                site_id?: string | null;
                technician_id?: string | null;
                to?: string | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCheck"];
                };
            };
        };
    };
    post_checks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportedCheck"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Check"];
                };
            };
        };
    };
    get_checks_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Check"];
                };
            };
        };
    };
    get_checks_export: {
        parameters: {
            query?: {
                cursor?: string | null;
                employee_id?: string | null;
                format?: "csv" | "xlsx" | null;
                from?: string | null;
                kind?: ("conduct" | "process" | "photo" | "mystery" | "audit")[];
                lang?: string | null;
                limit?: number | null;
                quality_point?: string | null;
                result?: ("pass" | "fail" | "not_applicable")[];
                site_id?: string | null;
                technician_id?: string | null;
                to?: string | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_complaints: {
        parameters: {
            query?: {
                cursor?: string | null;
                grade?: "minor" | "major" | "severe" | null;
                limit?: number | null;
                open?: boolean | null;
                received_from?: string | null;
                received_to?: string | null;
                site_id?: string | null;
                source?: "customer" | "manufacturer" | "dealer" | "regulator" | "media" | null;
                state?: ("received" | "acknowledged" | "assessed" | "investigating" | "plan_submitted" | "responding" | "decided" | "confirmed" | "closed" | "rejected_by_customer" | "escalated" | "reopened" | "invalid")[];
                tracker_id?: string | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageComplaintRow"];
                };
            };
        };
    };
    post_complaints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceiveComplaint"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    get_complaints_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_acknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AcknowledgeComplaint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_approve_invalid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepComplaint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_assess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssessComplaint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_assign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignComplaint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepComplaint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepComplaint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_decide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideComplaint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_escalate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepComplaint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_investigate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepComplaint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_propose_invalid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeInvalid"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_refuse_invalid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepComplaint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_reject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepComplaint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_reopen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepComplaint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_respond: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepComplaint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    post_complaints_id_submit_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmitPlan"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Complaint"];
                };
            };
        };
    };
    get_complaints_export: {
        parameters: {
            query?: {
                cursor?: string | null;
                format?: "csv" | "xlsx" | null;
                grade?: "minor" | "major" | "severe" | null;
                lang?: string | null;
                limit?: number | null;
                open?: boolean | null;
                received_from?: string | null;
                received_to?: string | null;
                site_id?: string | null;
                source?: "customer" | "manufacturer" | "dealer" | "regulator" | "media" | null;
                state?: ("received" | "acknowledged" | "assessed" | "investigating" | "plan_submitted" | "responding" | "decided" | "confirmed" | "closed" | "rejected_by_customer" | "escalated" | "reopened" | "invalid")[];
                tracker_id?: string | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_customers: {
        parameters: {
            query?: {
                cursor?: string | null;
                kind?: "individual" | "key_account" | "dealer" | null;
                limit?: number | null;
                q?: string | null;
                region?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCustomer"];
                };
            };
        };
    };
    post_customers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCustomer"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    get_customers_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    patch_customers_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeCustomer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    get_customers_id_assets: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAsset"];
                };
            };
        };
    };
    post_customers_id_contacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddContact"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    post_customers_id_erase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    get_customers_id_work_orders: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageWorkOrderRow"];
                };
            };
        };
    };
    get_customers_export: {
        parameters: {
            query?: {
                cursor?: string | null;
                format?: "csv" | "xlsx" | null;
                kind?: "individual" | "key_account" | "dealer" | null;
                lang?: string | null;
                limit?: number | null;
                q?: string | null;
                region?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_decomposition: {
        parameters: {
            query?: {
                month?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grid"];
                };
            };
        };
    };
    put_decomposition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutGrid"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grid"];
                };
            };
        };
    };
    get_decomposition_cascade: {
        parameters: {
            query: {
                metric: string;
                month?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CascadeTree"];
                };
            };
        };
    };
    post_decomposition_cascade_apply: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplyCascade"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedCascade"];
                };
            };
        };
    };
    post_decomposition_cascade_propose: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeCascade"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CascadeProposal"];
                };
            };
        };
    };
    get_decomposition_template: {
        parameters: {
            query: {
                origin: "original" | "recommended" | "own";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grid"];
                };
            };
        };
    };
    post_decomposition_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartFromTemplate"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grid"];
                };
            };
        };
    };
    get_decomposition_versions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsGridVersion"];
                };
            };
        };
    };
    get_effect_checks: {
        parameters: {
            query?: {
                action_id?: string | null;
                cursor?: string | null;
                due?: boolean | null;
                finding_id?: string | null;
                limit?: number | null;
                state?: ("waiting" | "measured" | "signed")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageEffectCheck"];
                };
            };
        };
    };
    get_effect_checks_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EffectCheck"];
                };
            };
        };
    };
    post_effect_checks_id_measure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EffectCheck"];
                };
            };
        };
    };
    post_effect_checks_id_sign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignEffect"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EffectCheck"];
                };
            };
        };
    };
    get_effect_checks_preview: {
        parameters: {
            query?: {
                after_days?: number | null;
                done_on?: string | null;
                effect_check_id?: string | null;
                metric?: string | null;
                scope?: "company" | "site" | "unit" | "person" | null;
                scope_key?: string | null;
                started_on?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EffectPreview"];
                };
            };
        };
    };
    get_employees: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
                org_unit_id?: string | null;
                q?: string | null;
                role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
                site_id?: string | null;
                state?: "active" | "left" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageEmployee"];
                };
            };
        };
    };
    post_employees: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateEmployee"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Employee"];
                };
            };
        };
    };
    get_employees_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Employee"];
                };
            };
        };
    };
    patch_employees_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeEmployee"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Employee"];
                };
            };
        };
    };
    get_employees_export: {
        parameters: {
            query?: {
                cursor?: string | null;
                format?: "csv" | "xlsx" | null;
                lang?: string | null;
                limit?: number | null;
                org_unit_id?: string | null;
                q?: string | null;
                role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
                site_id?: string | null;
                state?: "active" | "left" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_employments: {
        parameters: {
            query?: {
                cursor?: string | null;
                employee_id?: string | null;
                limit?: number | null;
                present?: boolean | null;
                site_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageEmployment"];
                };
            };
        };
    };
    post_employments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportedEmployment"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Employment"];
                };
            };
        };
    };
    get_employments_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Employment"];
                };
            };
        };
    };
    get_escalations: {
        parameters: {
            query?: {
                cursor?: string | null;
                from?: string | null;
                kind?: ("functional" | "hierarchical" | "manufacturer")[];
                limit?: number | null;
                resolver_id?: string | null;
                site_id?: string | null;
                state?: ("raised" | "accepted" | "working" | "answered" | "verified" | "closed")[];
                technician_id?: string | null;
                to?: string | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageEscalation"];
                };
            };
        };
    };
    get_escalations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Escalation"];
                };
            };
        };
    };
    post_escalations_id_accept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepEscalation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Escalation"];
                };
            };
        };
    };
    post_escalations_id_answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerEscalation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Escalation"];
                };
            };
        };
    };
    post_escalations_id_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepEscalation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Escalation"];
                };
            };
        };
    };
    post_escalations_id_refuse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepEscalation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Escalation"];
                };
            };
        };
    };
    post_escalations_id_start: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepEscalation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Escalation"];
                };
            };
        };
    };
    post_escalations_id_verify: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepEscalation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Escalation"];
                };
            };
        };
    };
    get_events_stream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    get_fault_codes: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
                product_line_id?: string | null;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageFaultCode"];
                };
            };
        };
    };
    post_fault_codes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateFaultCode"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultCode"];
                };
            };
        };
    };
    get_fault_codes_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultCode"];
                };
            };
        };
    };
    patch_fault_codes_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeFaultCode"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultCode"];
                };
            };
        };
    };
    get_findings: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
                metric?: string | null;
                open?: boolean | null;
                outcome?: "effective" | "not_effective" | "dropped" | null;
                owner_id?: string | null;
                scope?: "company" | "site" | "unit" | "person" | null;
                scope_key?: string | null;
                severity?: "minor" | "major" | "severe" | null;
                site_id?: string | null;
                source?: "signal" | "forecast" | "alert" | "complaint" | "record" | "idea" | null;
                source_id?: string | null;
                state?: ("open" | "analysing" | "acting" | "checking" | "closed")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageFindingRow"];
                };
            };
        };
    };
    post_findings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateFinding"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"];
                };
            };
        };
    };
    get_findings_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"];
                };
            };
        };
    };
    post_findings_id_assign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignFinding"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"];
                };
            };
        };
    };
    post_findings_id_causes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NameCauses"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"];
                };
            };
        };
    };
    post_findings_id_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseFinding"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"];
                };
            };
        };
    };
    post_findings_id_drop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropFinding"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"];
                };
            };
        };
    };
    get_findings_id_pareto: {
        parameters: {
            query: {
                by: string;
                from?: string | null;
                to?: string | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasePareto"];
                };
            };
        };
    };
    get_forecasts_calibration: {
        parameters: {
            query?: {
                from?: string | null;
                metric?: string | null;
                scope?: "company" | "site" | "unit" | "person" | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calibration"];
                };
            };
        };
    };
    get_forecasts_history: {
        parameters: {
            query: {
                metric: string;
                month?: string | null;
                scope?: "company" | "site" | "unit" | "person" | null;
                scope_key?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryAnswer"];
                };
            };
        };
    };
    get_home: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HomeCounters"];
                };
            };
        };
    };
    get_import_profiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsProfileInfo"];
                };
            };
        };
    };
    get_imports: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageImportSummary"];
                };
            };
        };
    };
    post_imports: {
        parameters: {
            query: {
                filename?: string | null;
                max_rejects?: number | null;
                profile: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "multipart/form-data": {
                    /** Format: binary */
                    file?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    get_imports_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    post_imports_id_apply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    get_imports_id_errors: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageRejectedRow"];
                };
            };
        };
    };
    put_imports_id_mapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutMapping"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    get_imports_id_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
        };
    };
    get_imports_id_rejects: {
        parameters: {
            query?: {
                lang?: string | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    post_imports_id_undo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    post_imports_id_validate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    get_improvement_actions: {
        parameters: {
            query?: {
                coached_id?: string | null;
                cursor?: string | null;
                finding_id?: string | null;
                kind?: "improvement" | "coaching" | null;
                limit?: number | null;
                metric?: string | null;
                overdue?: boolean | null;
                owner_id?: string | null;
                site_id?: string | null;
                state?: ("open" | "planned" | "doing" | "done" | "verified_effective" | "not_effective" | "cancelled")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageImprovementActionRow"];
                };
            };
        };
    };
    post_improvement_actions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAction"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAction"];
                };
            };
        };
    };
    get_improvement_actions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAction"];
                };
            };
        };
    };
    post_improvement_actions_id_acknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AcknowledgeCoaching"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAction"];
                };
            };
        };
    };
    post_improvement_actions_id_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelAction"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAction"];
                };
            };
        };
    };
    post_improvement_actions_id_finish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FinishAction"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAction"];
                };
            };
        };
    };
    post_improvement_actions_id_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanAction"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAction"];
                };
            };
        };
    };
    post_improvement_actions_id_start: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StartAction"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAction"];
                };
            };
        };
    };
    get_kpi: {
        parameters: {
            query: {
                as_of?: string | null;
                by?: string[];
                definition?: string | null;
                from: string;
                grain?: string | null;
                half_width?: number | null;
                metrics?: string[];
                rolling?: string | null;
                to: string;
                where?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KpiAnswer"];
                };
            };
        };
    };
    get_kpi_cases: {
        parameters: {
            query: {
                as_of?: string | null;
                cursor?: string | null;
                definition?: string | null;
                from: string;
                limit?: number | null;
                metric: string;
                part?: string | null;
                result?: string | null;
                rolling?: string | null;
                sort?: string | null;
                to: string;
                where?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasePage"];
                };
            };
        };
    };
    get_kpi_cases_export: {
        parameters: {
            query: {
                as_of?: string | null;
                cursor?: string | null;
                definition?: string | null;
                format?: "csv" | "xlsx" | null;
                from: string;
                lang?: string | null;
                limit?: number | null;
                metric: string;
                part?: string | null;
                result?: string | null;
                rolling?: string | null;
                sort?: string | null;
                to: string;
                where?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    post_kpi_chart_phases: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginChartPhase"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChartPhase"];
                };
            };
        };
    };
    get_kpi_comparison: {
        parameters: {
            query: {
                against?: string | null;
                as_of?: string | null;
                by?: string[];
                cursor?: string | null;
                definition: string;
                from: string;
                grain?: string | null;
                limit?: number | null;
                metric: string;
                rolling?: string | null;
                to: string;
                where?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KpiComparison"];
                };
            };
        };
    };
    get_kpi_control_chart: {
        parameters: {
            query: {
                as_of?: string | null;
                baseline?: number | null;
                chart?: "p" | "np" | "laney_p" | "u" | "laney_u" | "c" | "xmr" | "xbar_r" | "xbar_s" | "t" | "g" | "ewma" | "cusum" | null;
                from: string;
                grain?: string | null;
                metric: string;
                rules?: "default" | "nelson" | "western_electric" | null;
                to: string;
                where?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlChartAnswer"];
                };
            };
        };
    };
    get_kpi_data_quality: {
        parameters: {
            query: {
                from: string;
                late_hours?: number | null;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataQuality"];
                };
            };
        };
    };
    get_kpi_data_quality_records: {
        parameters: {
            query: {
                column?: string | null;
                cursor?: string | null;
                fact?: string | null;
                from: string;
                kind?: string | null;
                late_hours?: number | null;
                limit?: number | null;
                metric?: string | null;
                reason: string;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualityRecordPage"];
                };
            };
        };
    };
    get_kpi_dimensions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DimensionList"];
                };
            };
        };
    };
    get_kpi_periods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosedPeriodList"];
                };
            };
        };
    };
    post_kpi_periods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosePeriod"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosedPeriod"];
                };
            };
        };
    };
    get_kpi_periods_month: {
        parameters: {
            query?: {
                dimension?: string | null;
            };
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FrozenValueList"];
                };
            };
        };
    };
    get_kpi_process_points: {
        parameters: {
            query: {
                metric: string;
                month?: string | null;
                scope?: string | null;
                scope_key?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PointList"];
                };
            };
        };
    };
    get_kpi_process_points_metric_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                metric: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessPoint"];
                };
            };
        };
    };
    put_kpi_process_points_metric_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                metric: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WritePoint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessPoint"];
                };
            };
        };
    };
    delete_kpi_process_points_metric_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                metric: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_kpi_process_points_metric_code_give_back: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                metric: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessPoint"];
                };
            };
        };
    };
    get_kpi_satisfaction_flow: {
        parameters: {
            query: {
                as_of?: string | null;
                from: string;
                to: string;
                where?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SatisfactionFlow"];
                };
            };
        };
    };
    get_kpi_satisfaction_flow_customers: {
        parameters: {
            query: {
                as_of?: string | null;
                before: "complaint" | "dissatisfied" | "neutral" | "satisfied" | "very_satisfied" | "no_answer" | "first_answer";
                cursor?: string | null;
                limit?: number | null;
                month: string;
                now: "complaint" | "dissatisfied" | "neutral" | "satisfied" | "very_satisfied" | "no_answer" | "first_answer";
                where?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowCustomerPage"];
                };
            };
        };
    };
    get_landing: {
        parameters: {
            query: {
                as_of?: string | null;
                metric: string;
                month?: string | null;
                scope?: "company" | "site" | "unit" | "person" | null;
                scope_key?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandingAnswer"];
                };
            };
        };
    };
    get_landing_board: {
        parameters: {
            query?: {
                as_of?: string | null;
                metrics?: string[];
                month?: string | null;
                scope?: "company" | "site" | "unit" | "person" | null;
                scope_key?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandingBoard"];
                };
            };
        };
    };
    get_landing_assignments: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
                metric?: string | null;
                month?: string | null;
                owner_employee_id?: string | null;
                state?: ("assigned" | "done" | "cancelled")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAssignment"];
                };
            };
        };
    };
    get_landing_assignments_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
        };
    };
    post_landing_assignments_id_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelAssignment"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
        };
    };
    post_landing_assignments_id_finish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinishAssignment"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
        };
    };
    get_landing_cases: {
        parameters: {
            query: {
                as_of?: string | null;
                limit?: number | null;
                metric: string;
                month?: string | null;
                scope?: "company" | "site" | "unit" | "person" | null;
                scope_key?: string | null;
                top?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasesAnswer"];
                };
            };
        };
    };
    post_landing_cases_assign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignCase"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
        };
    };
    get_landing_people: {
        parameters: {
            query?: {
                as_of?: string | null;
                by?: "company" | "site" | "unit" | "person" | null;
                metric?: string | null;
                metrics?: string[];
                month?: string | null;
                site?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandingBoard"];
                };
            };
        };
    };
    get_ledger_lines: {
        parameters: {
            query?: {
                account?: ("revenue_warranty" | "revenue_paid" | "revenue_parts" | "revenue_products" | "direct_cost" | "expense")[];
                cursor?: string | null;
                from?: string | null;
                limit?: number | null;
                site_id?: string | null;
                technician_id?: string | null;
                to?: string | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageLedgerLine"];
                };
            };
        };
    };
    post_ledger_lines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportedLedgerLine"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerLine"];
                };
            };
        };
    };
    get_ledger_lines_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerLine"];
                };
            };
        };
    };
    get_ledger_lines_export: {
        parameters: {
            query?: {
                account?: ("revenue_warranty" | "revenue_paid" | "revenue_parts" | "revenue_products" | "direct_cost" | "expense")[];
                cursor?: string | null;
                format?: "csv" | "xlsx" | null;
                from?: string | null;
                lang?: string | null;
                limit?: number | null;
                site_id?: string | null;
                technician_id?: string | null;
                to?: string | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_ledger_months: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsLedgerMonth"];
                };
            };
        };
    };
    post_ledger_months_close: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseMonth"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerMonth"];
                };
            };
        };
    };
    post_ledger_months_reopen: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenMonth"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerMonth"];
                };
            };
        };
    };
    get_manufacturer_values: {
        parameters: {
            query?: {
                cursor?: string | null;
                from?: string | null;
                limit?: number | null;
                manufacturer?: string | null;
                metric?: string | null;
                site_id?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageManufacturerValue"];
                };
            };
        };
    };
    post_manufacturer_values: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportedManufacturerValue"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManufacturerValue"];
                };
            };
        };
    };
    get_manufacturer_values_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManufacturerValue"];
                };
            };
        };
    };
    get_manufacturer_values_export: {
        parameters: {
            query?: {
                cursor?: string | null;
                format?: "csv" | "xlsx" | null;
                from?: string | null;
                lang?: string | null;
                limit?: number | null;
                manufacturer?: string | null;
                metric?: string | null;
                site_id?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_manufacturers: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageManufacturer"];
                };
            };
        };
    };
    post_manufacturers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateManufacturer"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Manufacturer"];
                };
            };
        };
    };
    get_manufacturers_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Manufacturer"];
                };
            };
        };
    };
    patch_manufacturers_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeManufacturer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Manufacturer"];
                };
            };
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricList"];
                };
            };
        };
    };
    get_metrics_own: {
        parameters: {
            query?: {
                code?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnMetricList"];
                };
            };
        };
    };
    post_metrics_own: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefineMetric"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnMetric"];
                };
            };
        };
    };
    post_metrics_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewMetric"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricCells"];
                };
            };
        };
    };
    get_metrics_vocabulary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricVocabulary"];
                };
            };
        };
    };
    get_models: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
                product_line_id?: string | null;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageModel"];
                };
            };
        };
    };
    post_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateModel"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
        };
    };
    get_models_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
        };
    };
    patch_models_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeModel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
        };
    };
    get_my_kpis: {
        parameters: {
            query?: {
                month?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyKpis"];
                };
            };
        };
    };
    get_notification_channels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsChannel"];
                };
            };
        };
    };
    post_notification_channels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChannel"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
        };
    };
    get_notification_channels_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
        };
    };
    delete_notification_channels_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patch_notification_channels_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeChannel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
        };
    };
    post_notification_channels_id_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
        };
    };
    get_notification_deliveries: {
        parameters: {
            query?: {
                channel_id?: string | null;
                cursor?: string | null;
                limit?: number | null;
                state?: ("waiting" | "delivered" | "dead")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDelivery"];
                };
            };
        };
    };
    post_notification_deliveries_id_redeliver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
        };
    };
    get_notifications: {
        parameters: {
            query?: {
                cursor?: string | null;
                kind?: string | null;
                limit?: number | null;
                severity?: "info" | "warning" | "severe" | null;
                unread?: boolean | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotification"];
                };
            };
        };
    };
    post_notifications_id_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
        };
    };
    post_notifications_read_all: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadNotifications"];
                };
            };
        };
    };
    get_org_units: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
                q?: string | null;
                site_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOrgUnit"];
                };
            };
        };
    };
    post_org_units: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateOrgUnit"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgUnit"];
                };
            };
        };
    };
    get_org_units_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgUnit"];
                };
            };
        };
    };
    patch_org_units_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeOrgUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgUnit"];
                };
            };
        };
    };
    get_part_requests: {
        parameters: {
            query?: {
                cursor?: string | null;
                from?: string | null;
                limit?: number | null;
                part_no?: string | null;
                site_id?: string | null;
                state?: ("requested" | "approved" | "rejected" | "backordered" | "picking" | "in_transit" | "received" | "issued" | "installed" | "returned_unused" | "closed")[];
                technician_id?: string | null;
                to?: string | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePartRequest"];
                };
            };
        };
    };
    post_part_requests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportedPartRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartRequest"];
                };
            };
        };
    };
    get_part_requests_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartRequest"];
                };
            };
        };
    };
    post_part_requests_id_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartRequest"];
                };
            };
        };
    };
    post_part_requests_id_backorder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartRequest"];
                };
            };
        };
    };
    post_part_requests_id_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartRequest"];
                };
            };
        };
    };
    post_part_requests_id_install: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartRequest"];
                };
            };
        };
    };
    post_part_requests_id_issue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartRequest"];
                };
            };
        };
    };
    post_part_requests_id_pick: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartRequest"];
                };
            };
        };
    };
    post_part_requests_id_receive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartRequest"];
                };
            };
        };
    };
    post_part_requests_id_reject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartRequest"];
                };
            };
        };
    };
    post_part_requests_id_return_unused: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartRequest"];
                };
            };
        };
    };
    post_part_requests_id_ship: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartRequest"];
                };
            };
        };
    };
    get_part_requests_export: {
        parameters: {
            query?: {
                cursor?: string | null;
                format?: "csv" | "xlsx" | null;
                from?: string | null;
                lang?: string | null;
                limit?: number | null;
                part_no?: string | null;
                site_id?: string | null;
                state?: ("requested" | "approved" | "rejected" | "backordered" | "picking" | "in_transit" | "received" | "issued" | "installed" | "returned_unused" | "closed")[];
                technician_id?: string | null;
                to?: string | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_part_units: {
        parameters: {
            query?: {
                cursor?: string | null;
                from?: string | null;
                limit?: number | null;
                part_no?: string | null;
                return_kind?: ("none" | "defective" | "unused_good")[];
                site_id?: string | null;
                state?: ("received" | "in_stock" | "issued" | "installed" | "returned_unused" | "doa_claimed" | "doa_confirmed" | "doa_rejected" | "removed" | "pretest" | "awaiting_return" | "shipped_back" | "judged" | "credited" | "charged" | "lost")[];
                technician_id?: string | null;
                to?: string | null;
                verdict?: ("faulty" | "no_fault" | "damaged" | "mismatch")[];
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePartUnit"];
                };
            };
        };
    };
    post_part_units: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportedPartUnit"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    get_part_units_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_await_return: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_charge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_claim_doa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_confirm_doa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_credit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_install: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_issue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_judge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_lose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_pretest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_reject_doa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_return_unused: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_ship_back: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    post_part_units_id_stock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepPartUnit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartUnit"];
                };
            };
        };
    };
    get_part_units_export: {
        parameters: {
            query?: {
                cursor?: string | null;
                format?: "csv" | "xlsx" | null;
                from?: string | null;
                lang?: string | null;
                limit?: number | null;
                part_no?: string | null;
                return_kind?: ("none" | "defective" | "unused_good")[];
                site_id?: string | null;
                state?: ("received" | "in_stock" | "issued" | "installed" | "returned_unused" | "doa_claimed" | "doa_confirmed" | "doa_rejected" | "removed" | "pretest" | "awaiting_return" | "shipped_back" | "judged" | "credited" | "charged" | "lost")[];
                technician_id?: string | null;
                to?: string | null;
                verdict?: ("faulty" | "no_fault" | "damaged" | "mismatch")[];
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_positions: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
                org_unit_id?: string | null;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePosition"];
                };
            };
        };
    };
    post_positions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePosition"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Position"];
                };
            };
        };
    };
    get_positions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Position"];
                };
            };
        };
    };
    patch_positions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangePosition"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Position"];
                };
            };
        };
    };
    get_praises: {
        parameters: {
            query?: {
                cursor?: string | null;
                employee_id?: string | null;
                from?: string | null;
                limit?: number | null;
                site_id?: string | null;
                source?: ("customer" | "manufacturer" | "dealer" | "media")[];
                to?: string | null;
                verified?: boolean | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePraise"];
                };
            };
        };
    };
    post_praises: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceivePraise"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Praise"];
                };
            };
        };
    };
    get_praises_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Praise"];
                };
            };
        };
    };
    post_praises_id_forward: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Praise"];
                };
            };
        };
    };
    post_praises_id_verify: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Praise"];
                };
            };
        };
    };
    get_praises_export: {
        parameters: {
            query?: {
                cursor?: string | null;
                employee_id?: string | null;
                format?: "csv" | "xlsx" | null;
                from?: string | null;
                lang?: string | null;
                limit?: number | null;
                site_id?: string | null;
                source?: ("customer" | "manufacturer" | "dealer" | "media")[];
                to?: string | null;
                verified?: boolean | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_product_lines: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
                manufacturer_id?: string | null;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageProductLine"];
                };
            };
        };
    };
    post_product_lines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProductLine"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductLine"];
                };
            };
        };
    };
    get_product_lines_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductLine"];
                };
            };
        };
    };
    patch_product_lines_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeProductLine"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductLine"];
                };
            };
        };
    };
    get_review_decisions: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
                owner_id?: string | null;
                review_id?: string | null;
                state?: ("open" | "done" | "dropped")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageReviewDecision"];
                };
            };
        };
    };
    post_review_decisions_id_drop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SettleDecision"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewDecision"];
                };
            };
        };
    };
    post_review_decisions_id_finish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SettleDecision"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewDecision"];
                };
            };
        };
    };
    get_reviews: {
        parameters: {
            query?: {
                cursor?: string | null;
                from?: string | null;
                kind?: "day" | "week" | "month" | null;
                limit?: number | null;
                site_id?: string | null;
                state?: ("prepared" | "held" | "signed")[];
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageReviewRow"];
                };
            };
        };
    };
    post_reviews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrepareReview"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
        };
    };
    get_reviews_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
        };
    };
    post_reviews_id_decisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideInReview"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
        };
    };
    get_reviews_id_export: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    post_reviews_id_hold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["HoldReview"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
        };
    };
    post_reviews_id_regenerate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
        };
    };
    post_reviews_id_sign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
        };
    };
    get_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsRoleInfo"];
                };
            };
        };
    };
    get_sales_lines: {
        parameters: {
            query?: {
                cursor?: string | null;
                from?: string | null;
                limit?: number | null;
                product?: string | null;
                seller_id?: string | null;
                site_id?: string | null;
                technician_id?: string | null;
                to?: string | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSalesLine"];
                };
            };
        };
    };
    post_sales_lines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportedSalesLine"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesLine"];
                };
            };
        };
    };
    get_sales_lines_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesLine"];
                };
            };
        };
    };
    get_sales_lines_export: {
        parameters: {
            query?: {
                cursor?: string | null;
                format?: "csv" | "xlsx" | null;
                from?: string | null;
                lang?: string | null;
                limit?: number | null;
                product?: string | null;
                seller_id?: string | null;
                site_id?: string | null;
                technician_id?: string | null;
                to?: string | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_sales_quotas: {
        parameters: {
            query?: {
                cursor?: string | null;
                from?: string | null;
                limit?: number | null;
                seller_id?: string | null;
                site_id?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSalesQuota"];
                };
            };
        };
    };
    post_sales_quotas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportedSalesQuota"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesQuota"];
                };
            };
        };
    };
    get_sales_quotas_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesQuota"];
                };
            };
        };
    };
    get_sales_quotas_export: {
        parameters: {
            query?: {
                cursor?: string | null;
                format?: "csv" | "xlsx" | null;
                from?: string | null;
                lang?: string | null;
                limit?: number | null;
                seller_id?: string | null;
                site_id?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_scorecard: {
        parameters: {
            query?: {
                month?: string | null;
                scope?: "company" | "site" | "unit" | "person" | null;
                scope_key?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scorecard"];
                };
            };
        };
    };
    get_scorecards: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
                month?: string | null;
                of?: "company" | "site" | "unit" | "person" | null;
                role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
                scope?: "company" | "site" | "unit" | "person" | null;
                scope_key?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageScorecardLine"];
                };
            };
        };
    };
    get_search: {
        parameters: {
            query: {
                limit?: number | null;
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsFound"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    post_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartSession"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_session_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    patch_session_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangePreferences"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    get_sites: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
                q?: string | null;
                state?: "active" | "closed" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSite"];
                };
            };
        };
    };
    post_sites: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSite"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
        };
    };
    get_sites_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
        };
    };
    patch_sites_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeSite"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
        };
    };
    get_stock: {
        parameters: {
            query?: {
                below?: boolean | null;
                cursor?: string | null;
                limit?: number | null;
                part_no?: string | null;
                site_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageStockLine"];
                };
            };
        };
    };
    put_stock_safety_level: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSafetyLevel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockLine"];
                };
            };
        };
    };
    get_survey_answers: {
        parameters: {
            query?: {
                answer_class?: ("very_satisfied" | "satisfied" | "neutral" | "dissatisfied")[];
                clerk_id?: string | null;
                cursor?: string | null;
                from?: string | null;
                kind?: "customer" | "dealer" | "employee" | null;
                limit?: number | null;
                result?: ("open" | "completed" | "unreachable" | "refused" | "invalid_number" | "expired")[];
                site_id?: string | null;
                to?: string | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSurveyAnswer"];
                };
            };
        };
    };
    post_survey_answers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportedSurveyAnswer"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyAnswer"];
                };
            };
        };
    };
    get_survey_answers_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyAnswer"];
                };
            };
        };
    };
    get_survey_answers_export: {
        parameters: {
            query?: {
                answer_class?: ("very_satisfied" | "satisfied" | "neutral" | "dissatisfied")[];
                clerk_id?: string | null;
                cursor?: string | null;
                format?: "csv" | "xlsx" | null;
                from?: string | null;
                kind?: "customer" | "dealer" | "employee" | null;
                lang?: string | null;
                limit?: number | null;
                result?: ("open" | "completed" | "unreachable" | "refused" | "invalid_number" | "expired")[];
                site_id?: string | null;
                to?: string | null;
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    post_target_changes_id_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecideChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetChange"];
                };
            };
        };
    };
    post_target_changes_id_reject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecideChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetChange"];
                };
            };
        };
    };
    get_target_months: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsTargetMonth"];
                };
            };
        };
    };
    post_target_months_month_copy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CopyMonth"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CopiedMonth"];
                };
            };
        };
    };
    post_target_months_month_lock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetMonth"];
                };
            };
        };
    };
    get_targets: {
        parameters: {
            query?: {
                acceptance?: "waiting" | "accepted" | "negotiating" | null;
                cursor?: string | null;
                limit?: number | null;
                metric?: string | null;
                month?: string | null;
                scope?: "company" | "site" | "unit" | "person" | null;
                scope_key?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTarget"];
                };
            };
        };
    };
    post_targets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetTarget"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
        };
    };
    get_targets_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetWithHistory"];
                };
            };
        };
    };
    post_targets_id_accept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AcceptTarget"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
        };
    };
    post_targets_id_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeTarget"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeAnswer"];
                };
            };
        };
    };
    get_targets_id_gate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmartGateAnswer"];
                };
            };
        };
    };
    post_targets_id_negotiate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NegotiateTarget"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
        };
    };
    get_targets_pending: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTargetChange"];
                };
            };
        };
    };
    get_tokens: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageApiToken"];
                };
            };
        };
    };
    post_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateToken"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
        };
    };
    post_tokens_id_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"];
                };
            };
        };
    };
    get_users: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
                q?: string | null;
                role?: "administrator" | "manager" | "info_supervisor" | "tech_supervisor" | "info_clerk" | "technician" | "callback_clerk" | "parts_keeper" | "dealer" | "channel_manager" | null;
                state?: "active" | "disabled" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageUser"];
                };
            };
        };
    };
    post_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUser"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    get_users_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    patch_users_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeUser"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    post_users_id_disable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    post_users_id_enable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    post_users_id_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    get_violations: {
        parameters: {
            query?: {
                cursor?: string | null;
                employee_id?: string | null;
                from?: string | null;
                limit?: number | null;
                severity?: ("minor" | "major" | "severe")[];
                site_id?: string | null;
                source?: ("detector" | "audit" | "customer" | "manufacturer")[];
                state?: ("suspected" | "reviewing" | "confirmed" | "dismissed" | "appealed" | "final" | "corrected" | "archived")[];
                to?: string | null;
                type?: ("fictitious_item" | "exaggerated_item" | "forged_item" | "concealed_damage" | "false_faulty_part" | "swapped_good_part" | "misused_trademark" | "overcharge" | "charged_in_warranty" | "no_receipt" | "false_order" | "false_signature" | "parts_trading" | "data_leak" | "other")[];
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageViolation"];
                };
            };
        };
    };
    post_violations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuspectViolation"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Violation"];
                };
            };
        };
    };
    get_violations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Violation"];
                };
            };
        };
    };
    post_violations_id_appeal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepViolation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Violation"];
                };
            };
        };
    };
    post_violations_id_archive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepViolation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Violation"];
                };
            };
        };
    };
    post_violations_id_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepViolation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Violation"];
                };
            };
        };
    };
    post_violations_id_correct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepViolation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Violation"];
                };
            };
        };
    };
    post_violations_id_dismiss: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepViolation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Violation"];
                };
            };
        };
    };
    post_violations_id_overturn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepViolation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Violation"];
                };
            };
        };
    };
    post_violations_id_review: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepViolation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Violation"];
                };
            };
        };
    };
    post_violations_id_uphold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StepViolation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Violation"];
                };
            };
        };
    };
    get_violations_export: {
        parameters: {
            query?: {
                cursor?: string | null;
                employee_id?: string | null;
                format?: "csv" | "xlsx" | null;
                from?: string | null;
                lang?: string | null;
                limit?: number | null;
                severity?: ("minor" | "major" | "severe")[];
                site_id?: string | null;
                source?: ("detector" | "audit" | "customer" | "manufacturer")[];
                state?: ("suspected" | "reviewing" | "confirmed" | "dismissed" | "appealed" | "final" | "corrected" | "archived")[];
                to?: string | null;
                type?: ("fictitious_item" | "exaggerated_item" | "forged_item" | "concealed_damage" | "false_faulty_part" | "swapped_good_part" | "misused_trademark" | "overcharge" | "charged_in_warranty" | "no_receipt" | "false_order" | "false_signature" | "parts_trading" | "data_leak" | "other")[];
                work_order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_work_days: {
        parameters: {
            query?: {
                cursor?: string | null;
                employee_id?: string | null;
                from?: string | null;
                limit?: number | null;
                site_id?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageWorkDay"];
                };
            };
        };
    };
    post_work_days: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportedWorkDay"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkDay"];
                };
            };
        };
    };
    get_work_days_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkDay"];
                };
            };
        };
    };
    get_work_order_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsWorkOrderRule"];
                };
            };
        };
    };
    put_work_order_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkOrderRule"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderRule"];
                };
            };
        };
    };
    get_work_orders: {
        parameters: {
            query?: {
                asset_id?: string | null;
                created_from?: string | null;
                created_to?: string | null;
                cursor?: string | null;
                customer_id?: string | null;
                limit?: number | null;
                manufacturer_id?: string | null;
                open?: boolean | null;
                overdue?: boolean | null;
                paused?: boolean | null;
                q?: string | null;
                service_type?: "carry_in" | "mail_in" | "onsite" | "remote" | null;
                site_id?: string | null;
                sort?: string | null;
                state?: ("draft" | "accepted" | "in_transit" | "received" | "dispatched" | "contacted" | "scheduled" | "travelling" | "arrived" | "diagnosing" | "quoting" | "approved" | "declined" | "waiting_part" | "repairing" | "qc" | "ready" | "shipped" | "unrepairable" | "exchange" | "delivered" | "closed" | "cancelled")[];
                technician_id?: string | null;
                warranty?: "in_warranty" | "out_of_warranty" | "unknown" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageWorkOrderRow"];
                };
            };
        };
    };
    post_work_orders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWorkOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    get_work_orders_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    patch_work_orders_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EditWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_accept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    get_work_orders_id_actions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsActionAnswer"];
                };
            };
        };
    };
    post_work_orders_id_approve_quote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_arrive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_assign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    get_work_orders_id_clocks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsClockReading"];
                };
            };
        };
    };
    post_work_orders_id_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CloseWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    get_work_orders_id_comments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsComment"];
                };
            };
        };
    };
    post_work_orders_id_comments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddComment"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
        };
    };
    post_work_orders_id_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_decline_quote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_deliver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_diagnose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DiagnoseWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_dispatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DispatchWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_escalate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EscalateWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    put_work_orders_id_expectations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SetExpectations"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_fail_qc: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_finish_repair: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    get_work_orders_id_label: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
        };
    };
    post_work_orders_id_mark_unrepairable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MarkUnrepairable"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_notify_customer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_part_arrived: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_pass_qc: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_receive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_reopen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_repromise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepromiseWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_request_quote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RequestQuote"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_schedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_ship: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_start_repair: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    get_work_orders_id_timeline: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTimelineEntry"];
                };
            };
        };
    };
    post_work_orders_id_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_travel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MoveWorkOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    post_work_orders_id_wait_part: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WaitPart"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
        };
    };
    get_work_orders_export: {
        parameters: {
            query?: {
                asset_id?: string | null;
                created_from?: string | null;
                created_to?: string | null;
                cursor?: string | null;
                customer_id?: string | null;
                format?: "csv" | "xlsx" | null;
                lang?: string | null;
                limit?: number | null;
                manufacturer_id?: string | null;
                open?: boolean | null;
                overdue?: boolean | null;
                paused?: boolean | null;
                q?: string | null;
                service_type?: "carry_in" | "mail_in" | "onsite" | "remote" | null;
                site_id?: string | null;
                sort?: string | null;
                state?: ("draft" | "accepted" | "in_transit" | "received" | "dispatched" | "contacted" | "scheduled" | "travelling" | "arrived" | "diagnosing" | "quoting" | "approved" | "declined" | "waiting_part" | "repairing" | "qc" | "ready" | "shipped" | "unrepairable" | "exchange" | "delivered" | "closed" | "cancelled")[];
                technician_id?: string | null;
                warranty?: "in_warranty" | "out_of_warranty" | "unknown" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    get_work_orders_promise_suggestion: {
        parameters: {
            query: {
                model_id?: string | null;
                service_type: "carry_in" | "mail_in" | "onsite" | "remote";
                site_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromiseSuggestion"];
                };
            };
        };
    };
}
